using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>One version of a pipeline that a client registered.</summary>
public sealed record TrackedPipeline : IResource
{
    /// <summary>How many statuses <see cref="FirstStatuses"/> holds at most.</summary>
    public const int StatusCount = 3;

    /// <summary>The identity.</summary>
    public required Id<TrackedPipeline> Id { get; init; }

    /// <summary>The name, the same for all versions.</summary>
    public required string Name { get; init; }

    /// <summary>The version, as the client counts.</summary>
    public required string Version { get; init; }

    /// <summary>The client's hash of what makes the version; unique for the name in the workspace.</summary>
    public required string VersionHash { get; init; }

    /// <summary>What the pipeline is for.</summary>
    public string? Docstring { get; init; }

    /// <summary>The steps and how they depend on each other.</summary>
    public required OpaqueJson Spec { get; init; }

    /// <summary>The statuses of the first runs, oldest first.</summary>
    public IReadOnlyList<RunStatus> FirstStatuses { get; init; } = [];

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that registered it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
