using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A version of an artifact as it travels.</summary>
public sealed record ArtifactVersionResource : Resource<ArtifactVersionBody, ArtifactVersionMetadata>;
