using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a version of an artifact.</summary>
public sealed record ArtifactVersionBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }

    /// <summary>The artifact.</summary>
    public required ArtifactResource Artifact { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The place in the artifact store.</summary>
    public required string Uri { get; init; }

    /// <summary>The kind of artifact.</summary>
    public required string Type { get; init; }

    /// <summary>What reads it.</summary>
    public OpaqueJson Materializer { get; init; }

    /// <summary>What it is in the language of the client.</summary>
    public OpaqueJson DataType { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<TagResource> Tags { get; init; } = [];

    /// <summary>The run that made it.</summary>
    public Guid? ProducerPipelineRunId { get; init; }
}
