using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The stored form of an activation token.</summary>
/// <param name="Hash">The hash of the token.</param>
public sealed record PendingActivation(string Hash)
{
    /// <summary>How long a token is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>The administrator who received it; null if unknown.</summary>
    public Id<User>? Issuer { get; init; }

    /// <summary>The name of the administrator at that time; empty if unknown.</summary>
    public string IssuerName { get; init; } = "";

    /// <summary>When it was issued; null if unknown.</summary>
    public DateTimeOffset? Issued { get; init; }

    /// <summary>Creates the stored form of a token.</summary>
    public static PendingActivation Of(SensitiveString token, Caller issuer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(issuer);
        return new PendingActivation(SecretToken.Hash(token)) { Issuer = issuer.UserId, IssuerName = issuer.Name, Issued = now };
    }

    /// <summary>Whether it has expired.</summary>
    public bool IsExpired(DateTimeOffset now) => Issued is { } issued && issued + Lifetime <= now;

    /// <summary>Returns no hash.</summary>
    public override string ToString() => $"Activation issued by {IssuerName}";
}
