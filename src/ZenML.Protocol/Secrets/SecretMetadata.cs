using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Secrets;

/// <summary>The rest of a secret.</summary>
public sealed record SecretMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }
}
