using ZenML.Protocol.Envelopes;

namespace ZenML.Protocol.Stacks;

/// <summary>A stack as it travels.</summary>
public sealed record StackResource : Resource<StackBody, StackMetadata>;
