using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;

namespace ZenML.Client.Masking;

/// <summary>
/// The values that a change of a secret writes. Only the change itself says here which keys are not secret: where a value comes from does
/// not count, nor marks that the stored secret may have.
/// </summary>
internal static class WrittenValues
{
    /// <summary>Calls <paramref name="observe"/> for each value.</summary>
    public static void ForEach(SecretValues values, SecretDetailsUpdate? details, Action<SensitiveString> observe)
    {
        var plain = details?.MarkPlain ?? [];
        foreach (var (key, value) in values)
        {
            observe(value.WithPlain(plain.Contains(key, StringComparer.Ordinal)));
        }
    }
}
