using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>
/// The record of a run as clients of the server see it. It is the same record that <see cref="PipelineRun"/> shows; a run of this library has no deployment
/// and no registered pipeline.
/// </summary>
public sealed record TrackedRun : IResource
{
    /// <summary>The identity.</summary>
    public required Id<PipelineRun> Id { get; init; }

    /// <summary>The name, unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The name of its pipeline at the time.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The registered pipeline, if it has one.</summary>
    public TrackedPipeline? Pipeline { get; init; }

    /// <summary>The stack; null if it was deleted.</summary>
    public TrackedStack? Stack { get; init; }

    /// <summary>What it runs.</summary>
    public Id<Deployment>? Deployment { get; init; }

    /// <summary>What the orchestrator calls the run; null for a placeholder, which the first step adopts.</summary>
    public string? OrchestratorRunId { get; init; }

    /// <summary>The configuration of the pipeline, from the deployment.</summary>
    public OpaqueJson? Configuration { get; init; }

    /// <summary>What the client told of its machine, from the deployment.</summary>
    public OpaqueJson? ClientEnvironment { get; init; }

    /// <summary>What the orchestrator told of its machine.</summary>
    public OpaqueJson OrchestratorEnvironment { get; init; } = OpaqueJson.EmptyMap;

    /// <summary>When it started, UTC, as the client says; null if it did not say.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, UTC; null if it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The steps, oldest first; empty where they were not asked for.</summary>
    public IReadOnlyList<TrackedStep> Steps { get; init; } = [];

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
