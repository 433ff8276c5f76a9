using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A version of an artifact on the wire.</summary>
public sealed record ArtifactVersionResource : Resource<ArtifactVersionBody, ArtifactVersionMetadata>;
