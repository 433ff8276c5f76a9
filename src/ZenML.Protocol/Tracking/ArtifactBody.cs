namespace ZenML.Protocol.Tracking;

/// <summary>The body of an artifact.</summary>
public sealed record ArtifactBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<TagResource> Tags { get; init; } = [];

    /// <summary>The name of the newest version.</summary>
    public string? LatestVersionName { get; init; }

    /// <summary>The id of the newest version.</summary>
    public Guid? LatestVersionId { get; init; }
}
