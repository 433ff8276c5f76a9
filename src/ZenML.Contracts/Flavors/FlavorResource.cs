using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Flavors;

/// <summary>A flavor as it travels.</summary>
public sealed record FlavorResource : Resource<FlavorBody, FlavorMetadata>;
