using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Persistence;

/// <summary>A resource that is deleted together with the one that it belongs to.</summary>
/// <param name="ResourceType">What it is, as the audit calls it.</param>
/// <param name="Uuid">Its id.</param>
/// <param name="DisplayName">Its name, as the audit shows it.</param>
/// <param name="WorkspaceId">The workspace that it belongs to; null for none.</param>
public sealed record DependentRow(string ResourceType, Guid Uuid, string DisplayName, Id<Workspace>? WorkspaceId) : IResource;
