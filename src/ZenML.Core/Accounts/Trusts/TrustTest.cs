namespace ZenML.Core.Accounts.Trusts;

/// <summary>How a trust would judge a token.</summary>
/// <param name="Name">The name of the trust.</param>
/// <param name="Problems">The rules that the token does not meet; empty if it would be accepted.</param>
public sealed record TrustTest(string Name, IReadOnlyList<TrustProblem> Problems);
