using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Components;

/// <summary>A stack component as it travels.</summary>
public sealed record ComponentResource : Resource<ComponentBody, ComponentMetadata>;
