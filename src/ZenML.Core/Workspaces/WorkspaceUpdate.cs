namespace ZenML.Core.Workspaces;

/// <summary>A change of a workspace. What is not named stays as it is.</summary>
public sealed record WorkspaceUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }
}
