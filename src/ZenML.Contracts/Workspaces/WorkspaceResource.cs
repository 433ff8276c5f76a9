using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Workspaces;

/// <summary>A workspace as it travels.</summary>
public sealed record WorkspaceResource : Resource<WorkspaceBody, WorkspaceMetadata>;
