using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What is stored of the token that activates an account.</summary>
/// <param name="Hash">The hash of the token.</param>
public sealed record PendingActivation(string Hash)
{
    /// <summary>How long a token can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The administrator to whom it was given; null if that is not known.</summary>
    public Id<User>? Issuer { get; init; }

    /// <summary>The name of that administrator at the time; empty if it is not known.</summary>
    public string IssuerName { get; init; } = "";

    /// <summary>When it was issued; null if that is not known.</summary>
    public DateTimeOffset? Issued { get; init; }

    /// <summary>The stored form of a token that an administrator is given.</summary>
    public static PendingActivation Of(SensitiveString token, Caller issuer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(issuer);
        return new PendingActivation(SecretToken.Hash(token)) { Issuer = issuer.UserId, IssuerName = issuer.Name, Issued = now };
    }

    /// <summary>Whether it can no longer be used.</summary>
    public bool IsExpired(DateTimeOffset now) => Issued is { } issued && issued + Lifetime <= now;

    /// <summary>Never the hash.</summary>
    public override string ToString() => $"Activation issued by {IssuerName}";
}
