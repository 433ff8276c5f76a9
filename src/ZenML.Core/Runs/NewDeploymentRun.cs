using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>A run of a deployment to record. The pipeline, the stack and the configuration come from the deployment.</summary>
public sealed record NewDeploymentRun
{
    /// <summary>The workspace of the run.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The deployment, in the same workspace.</summary>
    public required Id<Deployment> Deployment { get; init; }

    /// <summary>The status.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The orchestrator's id for the run; null for a placeholder.</summary>
    public string? OrchestratorRunId { get; init; }

    /// <summary>What the orchestrator reports about its machine.</summary>
    public OpaqueJson OrchestratorEnvironment { get; init; } = OpaqueJson.EmptyMap;

    /// <summary>When the run started, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the run ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }
}
