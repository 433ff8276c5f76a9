namespace ZenML.Protocol.Tracking;

/// <summary>The metadata of an artifact.</summary>
public sealed record ArtifactMetadata
{
    /// <summary>Whether a person chose the name.</summary>
    public bool HasCustomName { get; init; }
}
