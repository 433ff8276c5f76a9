using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A version of a model on the wire.</summary>
public sealed record ModelVersionResource : Resource<ModelVersionBody, ModelVersionMetadata>;
