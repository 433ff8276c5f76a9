using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>The record of one run of a pipeline, whichever client recorded it.</summary>
public sealed record PipelineRun : IResource
{
    /// <summary>The identity.</summary>
    public required Id<PipelineRun> Id { get; init; }

    /// <summary>The name, unique in the workspace. For runs of this library, the pipeline's name and the time of the start.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The version of the pipeline; null if it is not registered. From a server, it has no hash and no specification.</summary>
    public RegisteredPipeline? RegisteredPipeline { get; init; }

    /// <summary>The status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The stack of the run, with the name that it had then.</summary>
    public required ResourceReference<Stack> Stack { get; init; }

    /// <summary>The stack as it is now; null if it was deleted.</summary>
    public StackSummary? CurrentStack { get; init; }

    /// <summary>The settings of the pipeline and its steps, with references as they were written, never resolved.</summary>
    public ConfigurationMap Settings { get; init; } = [];

    /// <summary>The steps, in order; empty unless they were asked for.</summary>
    public IReadOnlyList<StepRun> Steps { get; init; } = [];

    /// <summary>Metadata of the run itself; empty unless it was asked for.</summary>
    public IReadOnlyList<RunMetadata> Metadata { get; init; } = [];

    /// <summary>The deployment that is run; null for runs of this library in a local store.</summary>
    public Id<Deployment>? Deployment { get; init; }

    /// <summary>The configuration of the pipeline, from the deployment; null without one.</summary>
    public OpaqueJson? Configuration { get; init; }

    /// <summary>What the client reported about its machine, from the deployment; null without one.</summary>
    public OpaqueJson? ClientEnvironment { get; init; }

    /// <summary>The build, the schedule and the code, from the deployment; empty if only the run itself was asked for.</summary>
    public DeploymentOrigin Origin { get; init; } = DeploymentOrigin.None;

    /// <summary>The orchestrator's id for the run; null for a placeholder that no orchestrator has adopted.</summary>
    public string? OrchestratorRunId { get; init; }

    /// <summary>What the orchestrator reported about its machine.</summary>
    public OpaqueJson OrchestratorEnvironment { get; init; } = OpaqueJson.EmptyMap;

    /// <summary>The workspace of the run.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that ran it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the run was recorded, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When the run started, UTC, according to the client; null if the client has not reported it.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the run ended, UTC; null if it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
