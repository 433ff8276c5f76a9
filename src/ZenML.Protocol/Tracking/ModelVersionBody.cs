using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a version of a model.</summary>
public sealed record ModelVersionBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The stage; null for none.</summary>
    public string? Stage { get; init; }

    /// <summary>The number.</summary>
    public long Number { get; init; }

    /// <summary>The model.</summary>
    public required ModelResource Model { get; init; }

    /// <summary>Linked artifact versions that are the model itself, by artifact and version.</summary>
    public OrderedDictionary<string, OrderedDictionary<string, Guid>> ModelArtifactIds { get; init; } = [];

    /// <summary>Linked artifact versions that are data, by artifact and version.</summary>
    public OrderedDictionary<string, OrderedDictionary<string, Guid>> DataArtifactIds { get; init; } = [];

    /// <summary>Linked artifact versions that say where the model is served, by artifact and version.</summary>
    public OrderedDictionary<string, OrderedDictionary<string, Guid>> DeploymentArtifactIds { get; init; } = [];

    /// <summary>Linked runs, by name.</summary>
    public OrderedDictionary<string, Guid> PipelineRunIds { get; init; } = [];

    /// <summary>The tags.</summary>
    public IReadOnlyList<TagResource> Tags { get; init; } = [];
}
