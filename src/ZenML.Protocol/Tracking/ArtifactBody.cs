namespace ZenML.Protocol.Tracking;

/// <summary>What is always told of an artifact.</summary>
public sealed record ArtifactBody
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<TagResource> Tags { get; init; } = [];

    /// <summary>The version that was recorded last.</summary>
    public string? LatestVersionName { get; init; }

    /// <summary>The identity of that version.</summary>
    public Guid? LatestVersionId { get; init; }
}
