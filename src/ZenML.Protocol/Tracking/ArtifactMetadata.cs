namespace ZenML.Protocol.Tracking;

/// <summary>The rest of an artifact.</summary>
public sealed record ArtifactMetadata
{
    /// <summary>Whether a person chose the name.</summary>
    public bool HasCustomName { get; init; }
}
