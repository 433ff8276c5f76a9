using ZenML.Core.Runs;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a pipeline.</summary>
public sealed record PipelineMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The hash of the definition.</summary>
    public required string VersionHash { get; init; }

    /// <summary>The steps and how they depend on each other.</summary>
    public OpaqueJson Spec { get; init; }

    /// <summary>The documentation.</summary>
    public string? Docstring { get; init; }
}
