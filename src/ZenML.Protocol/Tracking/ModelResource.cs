using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A model on the wire.</summary>
public sealed record ModelResource : Resource<ModelBody, ModelMetadata>;
