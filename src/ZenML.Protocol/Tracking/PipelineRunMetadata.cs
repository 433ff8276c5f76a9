using ZenML.Core.Runs;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a run.</summary>
public sealed record PipelineRunMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>Its metadata, by key.</summary>
    public OrderedDictionary<string, RunMetadataResource> RunMetadata { get; init; } = [];

    /// <summary>The steps by name, oldest first.</summary>
    public OrderedDictionary<string, StepRunResource> Steps { get; init; } = [];

    /// <summary>The configuration of the pipeline.</summary>
    public OpaqueJson Config { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>What the client reported about its machine.</summary>
    public OpaqueJson ClientEnvironment { get; init; }

    /// <summary>What the orchestrator reported about its machine.</summary>
    public OpaqueJson OrchestratorEnvironment { get; init; }

    /// <summary>The orchestrator's id.</summary>
    public string? OrchestratorRunId { get; init; }
}
