using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>Something noted about a run, a step or an artifact version, as it travels.</summary>
public sealed record RunMetadataResource : Resource<RunMetadataBody, RunMetadataMetadata>;
