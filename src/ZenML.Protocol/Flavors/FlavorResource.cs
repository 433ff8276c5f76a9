using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Flavors;

/// <summary>A flavor as it travels.</summary>
public sealed record FlavorResource : Resource<FlavorBody, FlavorMetadata>;
