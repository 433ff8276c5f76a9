using ZenML.Core.Accounts.Users;
using ZenML.Core.PlainResources;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Deployments;

/// <summary>A deployment to record; see <see cref="Deployment"/>.</summary>
public sealed record NewDeployment
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The template for the names of runs.</summary>
    public required string RunNameTemplate { get; init; }

    /// <summary>The configuration of the pipeline.</summary>
    public required OpaqueJson Configuration { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<DeployedStep> Steps { get; init; }

    /// <summary>What the client reports about its machine.</summary>
    public required OpaqueJson ClientEnvironment { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The version of the server that the client reports.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The stack, in the same workspace.</summary>
    public required Id<Stack> Stack { get; init; }

    /// <summary>The version of the pipeline, in the same workspace; null if the pipeline is not registered.</summary>
    public Id<RegisteredPipeline>? RegisteredPipeline { get; init; }

    /// <summary>The build, in the same workspace; null for none.</summary>
    public Id<PlainResource>? Build { get; init; }

    /// <summary>The schedule, in the same workspace; null for none.</summary>
    public Id<PlainResource>? Schedule { get; init; }

    /// <summary>The code; null if it is in no code repository.</summary>
    public NewCodeReference? Code { get; init; }
}
