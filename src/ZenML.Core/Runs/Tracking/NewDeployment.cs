using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A deployment to be recorded; see <see cref="Deployment"/>.</summary>
public sealed record NewDeployment
{
    /// <summary>The workspace that it will belong to.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; it must be the caller.</summary>
    public required Id<User> User { get; init; }

    /// <summary>What the names of runs are made from.</summary>
    public required string RunNameTemplate { get; init; }

    /// <summary>The configuration of the pipeline.</summary>
    public required OpaqueJson Configuration { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string PipelineName { get; init; }

    /// <summary>The steps, in their order.</summary>
    public required IReadOnlyList<DeployedStep> Steps { get; init; }

    /// <summary>What the client tells of its machine.</summary>
    public required OpaqueJson ClientEnvironment { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The version of the server, as the client knows it.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The stack, of the same workspace.</summary>
    public required Id<Stack> Stack { get; init; }

    /// <summary>The pipeline, of the same workspace; null if it has none.</summary>
    public Id<TrackedPipeline>? Pipeline { get; init; }
}
