using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A run on the wire.</summary>
public sealed record PipelineRunResource : Resource<PipelineRunBody, PipelineRunMetadata>;
