using ZenML.Core.Runs;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of a step.</summary>
public sealed record StepRunMetadata
{
    /// <summary>The workspace.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>Its configuration.</summary>
    public OpaqueJson Config { get; init; }

    /// <summary>Its place in the pipeline.</summary>
    public OpaqueJson Spec { get; init; }

    /// <summary>The hash of everything that decides the outputs.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The hash of the code.</summary>
    public string? CodeHash { get; init; }

    /// <summary>The documentation.</summary>
    public string? Docstring { get; init; }

    /// <summary>The code.</summary>
    public string? SourceCode { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The logs.</summary>
    public LogsResource? Logs { get; init; }

    /// <summary>The deployment.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>The run.</summary>
    public Guid PipelineRunId { get; init; }

    /// <summary>The step whose outputs a cached step reuses.</summary>
    public Guid? OriginalStepRunId { get; init; }

    /// <summary>The steps that had to be finished first.</summary>
    public IReadOnlyList<Guid> ParentStepIds { get; init; } = [];

    /// <summary>Its metadata, by key.</summary>
    public OrderedDictionary<string, RunMetadataResource> RunMetadata { get; init; } = [];
}
