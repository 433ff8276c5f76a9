using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>The link of an artifact version to a version of a model on the wire.</summary>
public sealed record ModelArtifactLinkResource : Resource<ModelArtifactLinkBody, NoMetadata>;
