using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a step.</summary>
public sealed record StepRunBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The status.</summary>
    public required string Status { get; init; }

    /// <summary>The artifacts that it loaded, by their names in the step.</summary>
    public OrderedDictionary<string, ArtifactVersionResource> Inputs { get; init; } = [];

    /// <summary>The artifacts that it produced, by their names in the step.</summary>
    public OrderedDictionary<string, ArtifactVersionResource> Outputs { get; init; } = [];
}
