using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Artifacts;

/// <summary>A named output of steps, with versions. The versions belong to workspaces; the artifact does not.</summary>
public sealed record Artifact : IResource
{
    /// <summary>The identity.</summary>
    public required Id<Artifact> Id { get; init; }

    /// <summary>The name, unique in the store.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a person chose the name.</summary>
    public bool HasCustomName { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The newest version; null if there is none.</summary>
    public ResourceReference<ArtifactVersion>? LatestVersion { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => null;
}
