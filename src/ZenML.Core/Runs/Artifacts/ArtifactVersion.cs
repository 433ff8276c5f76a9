using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Artifacts;

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

    /// <summary>The artifact store that contains it.</summary>
    public Id<Component>? ArtifactStore { get; init; }

    /// <summary>The location in the artifact store.</summary>
    public required string Uri { get; init; }

    /// <summary>The class that reads it, as a source document of the client.</summary>
    public required OpaqueJson Materializer { get; init; }

    /// <summary>The type of the value, as a source document of the client.</summary>
    public required OpaqueJson DataType { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Visualizations; empty unless they were asked for.</summary>
    public IReadOnlyList<ArtifactVisualization> Visualizations { get; init; } = [];

    /// <summary>The step that produced it; null until that step is completed.</summary>
    public Id<StepRun>? ProducerStep { get; init; }

    /// <summary>The run of that step.</summary>
    public Id<PipelineRun>? ProducerRun { get; init; }

    /// <summary>Metadata of the version; empty unless it was asked for.</summary>
    public IReadOnlyList<RunMetadata> Metadata { get; init; } = [];

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => $"{Artifact.Name} {Version}";

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
