using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>One version of an artifact.</summary>
public sealed record ArtifactVersion : IResource
{
    /// <summary>The identity.</summary>
    public required Id<ArtifactVersion> Id { get; init; }

    /// <summary>The artifact.</summary>
    public required Artifact Artifact { get; init; }

    /// <summary>The version, unique for the artifact.</summary>
    public required string Version { get; init; }

    /// <summary>Whether a person chose the artifact's name.</summary>
    public bool HasCustomName { get; init; }

    /// <summary>The kind of artifact, for example <c>DataArtifact</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The artifact store that holds it.</summary>
    public Id<Component>? ArtifactStore { get; init; }

    /// <summary>The place in the artifact store.</summary>
    public required string Uri { get; init; }

    /// <summary>What reads it.</summary>
    public required OpaqueJson Materializer { get; init; }

    /// <summary>What it is in the client's language.</summary>
    public required OpaqueJson DataType { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Pictures of it; empty where they were not asked for.</summary>
    public IReadOnlyList<ArtifactVisualization> Visualizations { get; init; } = [];

    /// <summary>The step that made it; null until that is completed.</summary>
    public Id<TrackedStep>? ProducerStep { get; init; }

    /// <summary>The run of that step.</summary>
    public Id<PipelineRun>? ProducerRun { get; init; }

    /// <summary>What was noted about it; empty where it was not asked for.</summary>
    public IReadOnlyList<RunMetadata> Metadata { get; init; } = [];

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that recorded it.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => $"{Artifact.Name} {Version}";
}
