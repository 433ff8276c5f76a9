using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Tracking;

/// <summary>A tag as it travels.</summary>
public sealed record TagResource : Resource<TagBody, NoMetadata>;
