using ZenML.Protocol.Users;

namespace ZenML.Protocol.Tracking;

/// <summary>The body of a model.</summary>
public sealed record ModelBody
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The owner.</summary>
    public UserResource? User { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<TagResource> Tags { get; init; } = [];

    /// <summary>The name of the version with the highest number.</summary>
    public string? LatestVersionName { get; init; }

    /// <summary>The id of the version with the highest number.</summary>
    public Guid? LatestVersionId { get; init; }
}
