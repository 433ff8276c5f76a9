using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Workspaces;

/// <summary>A workspace as it travels.</summary>
public sealed record WorkspaceResource : Resource<WorkspaceBody, WorkspaceMetadata>;
