using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A run as it travels.</summary>
public sealed record PipelineRunResource : Resource<PipelineRunBody, PipelineRunMetadata>;
