using ZenML.Core.Runs;
using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a version of an artifact.</summary>
public sealed record ArtifactVersionBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The artifact.</summary>
    public required ArtifactResource Artifact { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The location in the artifact store.</summary>
    public required string Uri { get; init; }

    /// <summary>The kind of artifact.</summary>
    public required string Type { get; init; }

    /// <summary>The class that reads it.</summary>
    public OpaqueJson Materializer { get; init; }

    /// <summary>The type in the client's language.</summary>
    public OpaqueJson DataType { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<TagResource> Tags { get; init; } = [];

    /// <summary>The run that produced it.</summary>
    public Guid? ProducerPipelineRunId { get; init; }
}
