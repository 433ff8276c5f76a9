using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>A version of a pipeline to be registered; see <see cref="TrackedPipeline"/>.</summary>
public sealed record NewTrackedPipeline
{
    /// <summary>The workspace that it will belong to.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; it must be the caller.</summary>
    public required Id<User> User { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The hash.</summary>
    public required string VersionHash { get; init; }

    /// <summary>What it is for.</summary>
    public string? Docstring { get; init; }

    /// <summary>The steps.</summary>
    public required OpaqueJson Spec { get; init; }
}
