using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A pipeline with its configuration, ready to run on a stack. It never changes.</summary>
public sealed record Deployment : IResource
{
    /// <summary>The identity.</summary>
    public required Id<Deployment> Id { get; init; }

    /// <summary>What the names of runs are made from.</summary>
    public required string RunNameTemplate { get; init; }

    /// <summary>The configuration of the pipeline.</summary>
    public required OpaqueJson Configuration { get; init; }

    /// <summary>The name of the pipeline at the time.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The steps, in their order; empty where they were not asked for.</summary>
    public IReadOnlyList<DeployedStep> Steps { get; init; } = [];

    /// <summary>What the client told of its machine.</summary>
    public required OpaqueJson ClientEnvironment { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The version of the server, as the client knew it.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The stack; null if it was deleted.</summary>
    public TrackedStack? Stack { get; init; }

    /// <summary>The pipeline; null if it has none.</summary>
    public TrackedPipeline? Pipeline { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that made it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => PipelineName;
}
