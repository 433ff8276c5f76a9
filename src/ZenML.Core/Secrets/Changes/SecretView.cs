using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Changes;

/// <summary>The secrets of a workspace that a caller sees.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Viewer">What the caller sees.</param>
public readonly record struct SecretView(Id<Workspace> Workspace, SecretViewer Viewer);
