using ZenML.Protocol.Stacks;

namespace ZenML.Protocol.Extensions;

/// <summary>A stack and those references of its components that do not resolve.</summary>
/// <param name="Stack">The stack, its components without configurations.</param>
/// <param name="Missing">The references, once for every place; empty if all resolve.</param>
/// <param name="Expiring">The secrets that the references mean whose values expire or have expired.</param>
public sealed record ValidatedStack(
    StackResource Stack, IReadOnlyList<UnresolvedReference> Missing, IReadOnlyList<ExpiringSecretBody> Expiring);
