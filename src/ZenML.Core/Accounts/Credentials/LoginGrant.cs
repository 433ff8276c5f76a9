using ZenML.Core.Accounts.Users;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>A successful login.</summary>
/// <param name="User">The account.</param>
/// <param name="Claims">The claims of the token to issue.</param>
public sealed record LoginGrant(User User, TokenClaims Claims)
{
    /// <summary>How long the token is valid.</summary>
    public required TimeSpan Lifetime { get; init; }
}
