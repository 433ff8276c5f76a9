using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The credentials of an account. Only authentication reads them.</summary>
/// <param name="User">The account.</param>
public sealed record AccountCredentials(Id<User> User)
{
    /// <summary>The password hash with its parameters; null if the account has no password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The pending activation token; null if there is none.</summary>
    public PendingActivation? Activation { get; init; }

    /// <summary>The token generation. Tokens of earlier generations are revoked.</summary>
    public long Generation { get; init; }

    /// <summary>Returns a copy with all current tokens revoked.</summary>
    public AccountCredentials WithTokensRevoked() => this with { Generation = Generation + 1 };

    /// <summary>Returns no hash.</summary>
    public override string ToString() => $"Credentials of {User}";
}
