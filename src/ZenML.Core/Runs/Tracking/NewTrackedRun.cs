using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A run to be recorded; see <see cref="TrackedRun"/>. Pipeline, stack and configuration are those of the deployment.</summary>
public sealed record NewTrackedRun
{
    /// <summary>The workspace that it will belong to.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; it must be the caller.</summary>
    public required Id<User> User { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it runs, of the same workspace.</summary>
    public required Id<Deployment> Deployment { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>What the orchestrator calls it; null for a placeholder.</summary>
    public string? OrchestratorRunId { get; init; }

    /// <summary>What the orchestrator tells of its machine.</summary>
    public OpaqueJson OrchestratorEnvironment { get; init; } = OpaqueJson.EmptyMap;

    /// <summary>When it started, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? Ended { get; init; }
}
