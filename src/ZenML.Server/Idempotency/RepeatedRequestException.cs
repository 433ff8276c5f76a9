using ZenML.Core.Idempotency;

namespace ZenML.Server.Idempotency;

/// <summary>Aborts a change that was already made. <see cref="IdempotentChanges"/> responds with the first outcome.</summary>
internal sealed class RepeatedRequestException(IdempotentRequest first) : Exception("The change was already made.")
{
    /// <summary>The stored request.</summary>
    public IdempotentRequest First => first;
}
