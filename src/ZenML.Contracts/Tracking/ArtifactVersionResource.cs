using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>A version of an artifact as it travels.</summary>
public sealed record ArtifactVersionResource : Resource<ArtifactVersionBody, ArtifactVersionMetadata>;
