using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>The record of one step of a run.</summary>
public sealed record TrackedStep : IResource
{
    /// <summary>The identity.</summary>
    public required Id<TrackedStep> Id { get; init; }

    /// <summary>The name, unique in the run.</summary>
    public required string Name { get; init; }

    /// <summary>The run.</summary>
    public required Id<PipelineRun> Run { get; init; }

    /// <summary>The name of the run's pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The deployment of the run; null for runs of this library.</summary>
    public Id<Deployment>? Deployment { get; init; }

    /// <summary>Configuration and place in the pipeline, from the deployment; null without one.</summary>
    public OpaqueJson? Document { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it started, UTC, as the client says.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, UTC, as the client says.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The client's hash of all that decides the outputs.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The client's hash of the code.</summary>
    public string? CodeHash { get; init; }

    /// <summary>What the step is for.</summary>
    public string? Docstring { get; init; }

    /// <summary>The code.</summary>
    public string? SourceCode { get; init; }

    /// <summary>The step whose outputs a cached step took over.</summary>
    public Id<TrackedStep>? Original { get; init; }

    /// <summary>The steps that had to be done before, in the order in which the client named them.</summary>
    public IReadOnlyList<Id<TrackedStep>> Parents { get; init; } = [];

    /// <summary>What it took.</summary>
    public IReadOnlyList<StepArtifact> Inputs { get; init; } = [];

    /// <summary>What it made.</summary>
    public IReadOnlyList<StepArtifact> Outputs { get; init; } = [];

    /// <summary>Where its output is kept.</summary>
    public StepLogs? Logs { get; init; }

    /// <summary>What was noted about it; empty where it was not asked for.</summary>
    public IReadOnlyList<RunMetadata> Metadata { get; init; } = [];

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that ran it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was recorded, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
