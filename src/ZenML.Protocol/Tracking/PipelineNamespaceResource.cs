using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>The name of a pipeline on the wire. It has no id.</summary>
public sealed record PipelineNamespaceResource : Resource<PipelineNamespaceBody, NoMetadata>;
