using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>An entry of metadata on the wire.</summary>
public sealed record RunMetadataResource : Resource<RunMetadataBody, RunMetadataMetadata>;
