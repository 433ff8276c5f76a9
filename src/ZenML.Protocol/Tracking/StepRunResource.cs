using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A step of a run on the wire.</summary>
public sealed record StepRunResource : Resource<StepRunBody, StepRunMetadata>;
