using ZenML.Contracts.Envelopes;

namespace ZenML.Contracts.Stacks;

/// <summary>A stack as it travels.</summary>
public sealed record StackResource : Resource<StackBody, StackMetadata>;
