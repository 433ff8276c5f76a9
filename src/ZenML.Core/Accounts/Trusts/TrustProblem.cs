namespace ZenML.Core.Accounts.Trusts;

/// <summary>A rule of a trust that a token does not meet.</summary>
/// <param name="Rule">
/// The rule: <c>issuer</c>, <c>signature</c>, <c>lifetime</c>, <c>audience</c>, <c>subject</c>, <c>claim NAME</c> or <c>account</c>.
/// </param>
/// <param name="Message">What is wrong, as a sentence. It quotes the trust and nothing of the token.</param>
public sealed record TrustProblem(string Rule, string Message);
