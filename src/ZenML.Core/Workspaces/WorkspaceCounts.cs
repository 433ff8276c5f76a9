namespace ZenML.Core.Workspaces;

/// <summary>The number of resources in a workspace.</summary>
/// <param name="Stacks">The number of stacks.</param>
/// <param name="Components">The number of components.</param>
/// <param name="Pipelines">The number of pipelines.</param>
/// <param name="Runs">The number of runs.</param>
public sealed record WorkspaceCounts(long Stacks, long Components, long Pipelines, long Runs)
{
    /// <summary>The number of user-scoped secrets of other accounts; null unless the caller can delete the workspace.</summary>
    public long? SecretsOfOthers { get; init; }

    /// <summary>
    /// The number of user-scoped secrets of other accounts that were deleted and can be undeleted; null unless the caller
    /// can delete the workspace.
    /// </summary>
    public long? DeletedSecretsOfOthers { get; init; }
}
