using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Tracking;

/// <summary>A tag as it travels.</summary>
public sealed record TagResource : Resource<TagBody, NoMetadata>;
