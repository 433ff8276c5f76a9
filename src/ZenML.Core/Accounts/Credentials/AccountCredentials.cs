using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What proves that someone is an account's owner. Nothing but authentication reads it.</summary>
/// <param name="User">The account.</param>
public sealed record AccountCredentials(Id<User> User)
{
    /// <summary>The hash of its password, with its parameters; null if it has none.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The token that activates it; null if none was issued, or it was used.</summary>
    public PendingActivation? Activation { get; init; }

    /// <summary>Tokens of earlier generations are worth nothing.</summary>
    public long Generation { get; init; }

    /// <summary>The same, with all tokens so far revoked.</summary>
    public AccountCredentials WithTokensRevoked() => this with { Generation = Generation + 1 };

    /// <summary>Never a hash.</summary>
    public override string ToString() => $"Credentials of {User}";
}
