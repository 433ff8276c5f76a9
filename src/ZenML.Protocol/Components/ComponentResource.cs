using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Components;

/// <summary>A stack component as it travels.</summary>
public sealed record ComponentResource : Resource<ComponentBody, ComponentMetadata>;
