using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.References;

/// <summary>Reports references that do not resolve, all at once.</summary>
public static class MissingSecrets
{
    /// <summary>Throws if some reference did not pass.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.MissingSecrets"/>, naming each as <c>name.key</c>.</exception>
    public static void ThrowIfAny(IEnumerable<ReferenceCheck> checks)
    {
        var missing = checks.Where(check => !check.Passes).Select(Describe).ToArray();
        if (missing.Length > 0)
        {
            throw new ZenException(ErrorCode.MissingSecrets, $"These references do not resolve: {string.Join(", ", missing)}.");
        }
    }

    private static string Describe(ReferenceCheck check) =>
        check.Outcome == ReferenceOutcome.NotReadable ? $"{check.Reference} (not readable by you)" : check.Reference.ToString();
}
