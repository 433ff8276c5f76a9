using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>An artifact as it travels.</summary>
public sealed record ArtifactResource : Resource<ArtifactBody, ArtifactMetadata>;
