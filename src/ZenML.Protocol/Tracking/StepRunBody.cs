using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of a step.</summary>
public sealed record StepRunBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserResource? User { get; init; }

    /// <summary>How far it is.</summary>
    public required string Status { get; init; }

    /// <summary>What it took, by its own names.</summary>
    public OrderedDictionary<string, ArtifactVersionResource> Inputs { get; init; } = [];

    /// <summary>What it made, by its own names.</summary>
    public OrderedDictionary<string, ArtifactVersionResource> Outputs { get; init; } = [];
}
