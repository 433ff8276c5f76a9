using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Steps;

/// <summary>The record of one step of a run.</summary>
public sealed record StepRun : IResource
{
    /// <summary>The identity; all zeros for a step that a server has not recorded yet, because it has not started.</summary>
    public required Id<StepRun> Id { get; init; }

    /// <summary>The name, unique in the run.</summary>
    public required string Name { get; init; }

    /// <summary>The run.</summary>
    public required Id<PipelineRun> Run { get; init; }

    /// <summary>The name of the pipeline of the run; null if a server returned the step without its run.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The deployment of the run; null for runs of this library in a local store.</summary>
    public Id<Deployment>? Deployment { get; init; }

    /// <summary>The configuration of the step and its place in the pipeline, from the deployment; null without one.</summary>
    public OpaqueJson? Document { get; init; }

    /// <summary>The status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When the step started, UTC, according to the client; null if it has not.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the step ended, UTC, according to the client; null if it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The type of the error that ended the step, never its message, because messages can contain values.</summary>
    public string? Error { get; init; }

    /// <summary>The client's hash of everything that decides the outputs.</summary>
    public string? CacheKey { get; init; }

    /// <summary>The client's hash of the code.</summary>
    public string? CodeHash { get; init; }

    /// <summary>The documentation of the step.</summary>
    public string? Docstring { get; init; }

    /// <summary>The code.</summary>
    public string? SourceCode { get; init; }

    /// <summary>The step whose outputs a cached step reuses.</summary>
    public Id<StepRun>? Original { get; init; }

    /// <summary>The steps that had to be finished first, in the client's order; empty unless they were asked for.</summary>
    public IReadOnlyList<Id<StepRun>> Parents { get; init; } = [];

    /// <summary>The artifacts that the step loaded.</summary>
    public IReadOnlyList<StepArtifact> Inputs { get; init; } = [];

    /// <summary>The artifacts that the step produced.</summary>
    public IReadOnlyList<StepArtifact> Outputs { get; init; } = [];

    /// <summary>Where the output of the step's code is stored.</summary>
    public StepLogs? Logs { get; init; }

    /// <summary>Metadata of the step; empty unless it was asked for.</summary>
    public IReadOnlyList<RunMetadata> Metadata { get; init; } = [];

    /// <summary>The workspace of the run.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that ran it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the step was recorded, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
