using ZenML.Protocol.Stacks;

namespace ZenML.Protocol.Extensions;

/// <summary>A stack and those references of its components that do not resolve.</summary>
/// <param name="Stack">The stack, its components without configurations.</param>
/// <param name="Missing">The references, once for every place; empty if all resolve.</param>
public sealed record ValidatedStack(StackResource Stack, IReadOnlyList<UnresolvedReference> Missing);
