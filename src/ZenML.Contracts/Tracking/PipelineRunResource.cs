using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>A run as it travels.</summary>
public sealed record PipelineRunResource : Resource<PipelineRunBody, PipelineRunMetadata>;
