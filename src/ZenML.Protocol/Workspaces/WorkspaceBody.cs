namespace ZenML.Protocol.Workspaces;

/// <summary>What is always told of a workspace.</summary>
public sealed record WorkspaceBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }
}
