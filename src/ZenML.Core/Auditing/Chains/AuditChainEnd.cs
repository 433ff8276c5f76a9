namespace ZenML.Core.Auditing.Chains;

/// <summary>The end of a chain.</summary>
/// <param name="Chain">The name of the chain.</param>
/// <param name="IsOlder">See <see cref="AuditChain.IsOlder"/>.</param>
/// <param name="Position">The last place; 0 for an empty chain.</param>
/// <param name="Hash">The hash there.</param>
public sealed record AuditChainEnd(string Chain, bool IsOlder, long Position, byte[] Hash);
