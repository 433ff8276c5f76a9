namespace ZenML.Protocol.Workspaces;

/// <summary>The rest of a workspace.</summary>
public sealed record WorkspaceMetadata
{
    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";
}
