namespace ZenML.Core.Secrets.Usages;

/// <summary>What refers to a secret by its name.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Components">The references in components, in the order of the components' types and names.</param>
/// <param name="Pipelines">The references in settings of recorded runs, in the order of the pipelines' names.</param>
public sealed record SecretUsages(SecretInfo Secret, IReadOnlyList<ComponentUse> Components, IReadOnlyList<PipelineUse> Pipelines)
{
    /// <summary>Whether anything refers to it.</summary>
    public bool IsUsed => Components.Count + Pipelines.Count > 0;

    /// <summary>Whether all these references mean the other secret of that name for the caller.</summary>
    public bool MeansOther => IsUsed
        && Components.All(use => use.Outcome == UsageOutcome.OtherSecret) && Pipelines.All(use => use.Outcome == UsageOutcome.OtherSecret);

    /// <summary>Returns the uses of some keys alone.</summary>
    public SecretUsages OfKeys(IReadOnlyCollection<string> keys) => this with
    {
        Components = [.. Components.Where(use => keys.Contains(use.Reference.Key, StringComparer.Ordinal))],
        Pipelines = [.. Pipelines.Where(use => keys.Contains(use.Reference.Key, StringComparer.Ordinal))],
    };
}
