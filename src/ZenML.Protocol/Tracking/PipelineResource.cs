using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>One version of a pipeline on the wire.</summary>
public sealed record PipelineResource : Resource<PipelineBody, PipelineMetadata>;
