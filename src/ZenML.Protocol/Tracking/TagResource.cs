using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A tag on the wire.</summary>
public sealed record TagResource : Resource<TagBody, NoMetadata>;
