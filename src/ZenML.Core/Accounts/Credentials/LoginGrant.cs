using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>A login that succeeded: who it is, and what the token shall say.</summary>
/// <param name="User">The account.</param>
/// <param name="Claims">What the token shall say.</param>
public sealed record LoginGrant(User User, TokenClaims Claims);
