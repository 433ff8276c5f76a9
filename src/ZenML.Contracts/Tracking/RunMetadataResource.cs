using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>Something noted about a run, a step or an artifact version, as it travels.</summary>
public sealed record RunMetadataResource : Resource<RunMetadataBody, RunMetadataMetadata>;
