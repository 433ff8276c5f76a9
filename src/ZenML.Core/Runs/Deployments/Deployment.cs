using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Deployments;

/// <summary>A pipeline and its configuration, ready to run on a stack. Deployments never change.</summary>
public sealed record Deployment : IResource
{
    /// <summary>The identity.</summary>
    public required Id<Deployment> Id { get; init; }

    /// <summary>The template for the names of runs.</summary>
    public required string RunNameTemplate { get; init; }

    /// <summary>The configuration of the pipeline.</summary>
    public required OpaqueJson Configuration { get; init; }

    /// <summary>The name of the pipeline when the deployment was made.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The steps, in order; empty unless they were asked for.</summary>
    public IReadOnlyList<DeployedStep> Steps { get; init; } = [];

    /// <summary>What the client reported about its machine.</summary>
    public required OpaqueJson ClientEnvironment { get; init; }

    /// <summary>The version of the client.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The version of the server that the client reported.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>The stack, with the name that it had when the deployment was made.</summary>
    public required ResourceReference<Stack> Stack { get; init; }

    /// <summary>The stack as it is now; null if it was deleted.</summary>
    public StackSummary? CurrentStack { get; init; }

    /// <summary>The version of the pipeline; null if the pipeline is not registered.</summary>
    public RegisteredPipeline? RegisteredPipeline { get; init; }

    /// <summary>The build, the schedule and the code.</summary>
    public DeploymentOrigin Origin { get; init; } = DeploymentOrigin.None;

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Pipeline;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
