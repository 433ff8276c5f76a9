using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Deployments;

/// <summary>One version of a pipeline that a client registered.</summary>
public sealed record RegisteredPipeline : IResource
{
    /// <summary>The maximum number of <see cref="FirstStatuses"/>.</summary>
    public const int StatusCount = 3;

    /// <summary>The identity.</summary>
    public required Id<RegisteredPipeline> Id { get; init; }

    /// <summary>The name, the same for all versions.</summary>
    public required string Name { get; init; }

    /// <summary>The version, counted by the client.</summary>
    public required string Version { get; init; }

    /// <summary>The client's hash of the definition, unique for the name in the workspace.</summary>
    public required string VersionHash { get; init; }

    /// <summary>The documentation of the pipeline.</summary>
    public string? Docstring { get; init; }

    /// <summary>The steps and how they depend on each other.</summary>
    public required OpaqueJson Spec { get; init; }

    /// <summary>The statuses of the first runs, oldest first.</summary>
    public IReadOnlyList<RunStatus> FirstStatuses { get; init; } = [];

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
