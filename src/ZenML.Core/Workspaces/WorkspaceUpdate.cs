namespace ZenML.Core.Workspaces;

/// <summary>An update of a workspace. Null changes nothing.</summary>
public sealed record WorkspaceUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }
}
