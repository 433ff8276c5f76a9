using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>A step of a run as it travels.</summary>
public sealed record StepRunResource : Resource<StepRunBody, StepRunMetadata>;
