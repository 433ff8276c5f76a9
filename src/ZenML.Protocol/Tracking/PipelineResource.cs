using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>One version of a pipeline as it travels.</summary>
public sealed record PipelineResource : Resource<PipelineBody, PipelineMetadata>;
