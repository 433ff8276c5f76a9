using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>One version of a pipeline as it travels.</summary>
public sealed record PipelineResource : Resource<PipelineBody, PipelineMetadata>;
