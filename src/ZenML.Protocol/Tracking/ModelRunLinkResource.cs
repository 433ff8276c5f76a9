using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>The link of a run to a version of a model on the wire.</summary>
public sealed record ModelRunLinkResource : Resource<ModelRunLinkBody, NoMetadata>;
