using ZenML.Core.Errors;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Text;

namespace ZenML.Client;

/// <summary>The result of the check before a run.</summary>
/// <param name="Stack">The stack that was checked.</param>
/// <param name="Missing">Every use of a reference that does not resolve; a reference that is used twice is listed twice.</param>
public sealed record StackValidation(Stack Stack, IReadOnlyList<MissingReference> Missing)
{
    /// <summary>
    /// The secrets that references mean whose values have expired, or will within <see cref="SecretDetails.WarningTime"/>. A run begins
    /// all the same.
    /// </summary>
    public IReadOnlyList<ExpiringSecret> Expiring { get; init; } = [];

    /// <summary>Whether all references resolve, so that a run can begin.</summary>
    public bool Passes => Missing.Count == 0;

    /// <summary>Returns a message that says what is missing, where, and what to do; empty if nothing is missing.</summary>
    public string Explain()
    {
        if (Passes)
        {
            return "";
        }

        var lines = new List<string> { "These secret references do not resolve:" };
        lines.AddRange(Missing.Select(missing =>
            MessageText.Of($"  {missing.Secret}.{missing.Key}  ({missing.Attribute} of {missing.Component}: "
                + $"{missing.Outcome.Describe()})")));
        var addable = Missing
            .Where(missing => missing.Outcome is ReferenceOutcome.SecretMissing or ReferenceOutcome.KeyMissing).ToArray();
        if (addable.Any(IsOfStack))
        {
            lines.Add(MessageText.Of($"To add what the stack needs: zenml stack register-secrets {ShellWord.Quote(Stack.Name)}"));
        }

        if (!addable.All(IsOfStack))
        {
            lines.Add("To add what the settings need: zenml secret create NAME --KEY=VALUE, or zenml secret update NAME --KEY=VALUE");
        }

        var lost = Missing.Where(missing => missing.Outcome == ReferenceOutcome.ValuesMissing).ToArray();
        if (lost.Any(IsOfStack))
        {
            lines.Add(MessageText.Of(
                $"To recover lost values, restore the store from a backup. To set new ones: zenml stack register-secrets "
                + $"{ShellWord.Quote(Stack.Name)}"));
        }
        else if (lost.Length > 0)
        {
            lines.Add(
                "To recover lost values, restore the store from a backup, or create the secret again: zenml secret delete NAME, then "
                + "zenml secret create NAME --KEY=VALUE");
        }

        if (Missing.Any(missing => missing.Outcome == ReferenceOutcome.NotReadable))
        {
            lines.Add("To read a secret that you may not read, ask one of the owners of the workspace, or the owner of the secret.");
        }

        lines.Add($"To check less before a run, set {SecretValidationLevels.EnvironmentVariable} to SECRET_EXISTS or NONE.");
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Throws unless all references resolve.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.MissingSecrets"/> with <see cref="Explain"/> as its message.</exception>
    public void EnsurePasses()
    {
        if (!Passes)
        {
            throw new ZenException(ErrorCode.MissingSecrets, Explain());
        }
    }

    private bool IsOfStack(MissingReference missing) => Stack.Components.Any(component => component.Name == missing.Component);

    internal static async Task<StackValidation> OfAsync(
        ClientSession session,
        Stack stack,
        IEnumerable<ReferenceUse> others,
        SecretValidationLevel level,
        CancellationToken cancellationToken)
    {
        ReferenceUse[] uses = [.. stack.FindReferences(), .. others];
        if (level == SecretValidationLevel.None || uses.Length == 0)
        {
            return new StackValidation(stack, []);
        }

        var services = await session.OpenAsync(cancellationToken);
        SecretReference[] references = [.. uses.Select(use => use.Reference)];
        var checks = await services.SecretMetadata.CheckAsync(stack.Workspace.Id, references, level, cancellationToken);
        var failed = checks.Where(check => !check.Passes).ToDictionary(check => check.Reference, check => check.Outcome);
        return new StackValidation(stack,
        [
            .. uses.Where(use => failed.ContainsKey(use.Reference)).Select(use =>
                new MissingReference(use.Reference.Name, use.Reference.Key, use.Owner, use.Attribute, failed[use.Reference])),
        ])
        {
            Expiring = FindExpiring(checks.Select(check => (check.Reference.Name, check.Expires)), session.Options.Clock),
        };
    }

    /// <summary>Finds the secrets to warn of.</summary>
    internal static IReadOnlyList<ExpiringSecret> FindExpiring(
        IEnumerable<(string Name, DateTimeOffset? Expires)> secrets, TimeProvider clock)
    {
        var limit = clock.GetUtcNow() + SecretDetails.WarningTime;
        return
        [
            .. secrets.DistinctBy(secret => secret.Name).Where(secret => secret.Expires <= limit)
                .Select(secret => new ExpiringSecret(secret.Name, secret.Expires!.Value)),
        ];
    }
}
