namespace ZenML.Protocol.Extensions;

/// <summary>How two versions of a secret differ.</summary>
/// <param name="Id">The secret.</param>
/// <param name="From">The first version.</param>
/// <param name="To">The second version.</param>
/// <param name="Keys">The keys that differ.</param>
public sealed record SecretDiffResource(Guid Id, long From, long To, IReadOnlyList<SecretDifferenceResource> Keys);
