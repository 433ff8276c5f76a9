using ZenML.Core.Runs;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The rest of a pipeline.</summary>
public sealed record PipelineMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The hash of what makes the version.</summary>
    public required string VersionHash { get; init; }

    /// <summary>The steps and how they depend on each other.</summary>
    public OpaqueJson Spec { get; init; }

    /// <summary>What it is for.</summary>
    public string? Docstring { get; init; }
}
