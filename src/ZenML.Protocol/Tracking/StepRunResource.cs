using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A step of a run as it travels.</summary>
public sealed record StepRunResource : Resource<StepRunBody, StepRunMetadata>;
