using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>An artifact on the wire.</summary>
public sealed record ArtifactResource : Resource<ArtifactBody, ArtifactMetadata>;
