using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Deployments;

/// <summary>A version of a pipeline to register; see <see cref="RegisteredPipeline"/>.</summary>
public sealed record NewRegisteredPipeline
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The hash.</summary>
    public required string VersionHash { get; init; }

    /// <summary>The documentation of the pipeline.</summary>
    public string? Docstring { get; init; }

    /// <summary>The steps.</summary>
    public required OpaqueJson Spec { get; init; }
}
