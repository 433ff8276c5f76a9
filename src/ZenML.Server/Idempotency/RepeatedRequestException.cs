using ZenML.Core.Idempotency;

namespace ZenML.Server.Idempotency;

/// <summary>Ends a change that was made before. <see cref="IdempotentChanges"/> answers with the first outcome.</summary>
internal sealed class RepeatedRequestException(IdempotentRequest first) : Exception("The change was made before.")
{
    /// <summary>What was remembered.</summary>
    public IdempotentRequest First => first;
}
