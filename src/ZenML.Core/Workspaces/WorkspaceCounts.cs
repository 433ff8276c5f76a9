namespace ZenML.Core.Workspaces;

/// <summary>How much there is in a workspace.</summary>
/// <param name="Stacks">How many stacks.</param>
/// <param name="Components">How many components.</param>
/// <param name="Pipelines">How many pipelines.</param>
/// <param name="Runs">How many runs.</param>
public sealed record WorkspaceCounts(long Stacks, long Components, long Pipelines, long Runs)
{
    /// <summary>How many user-scoped secrets of other accounts; null for who is no administrator.</summary>
    public long? SecretsOfOthers { get; init; }
}
