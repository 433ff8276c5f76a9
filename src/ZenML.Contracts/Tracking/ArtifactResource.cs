using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>An artifact as it travels.</summary>
public sealed record ArtifactResource : Resource<ArtifactBody, ArtifactMetadata>;
