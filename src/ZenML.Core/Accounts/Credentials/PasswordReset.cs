using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// A password that was replaced with a token that an administrator had been given. That administrator could have used
/// the token, so the owner of the account is told.
/// Nothing that can be done in a session of the account removes the record: the administrator could have done it.
/// </summary>
public sealed record PasswordReset
{
    /// <summary>For how long the owner is told, and logins are recorded as such.</summary>
    public static readonly TimeSpan NoticePeriod = TimeSpan.FromDays(90);

    /// <summary>The identity.</summary>
    public required Id<PasswordReset> Id { get; init; }

    /// <summary>The account.</summary>
    public required Id<User> User { get; init; }

    /// <summary>The administrator who was given the token; null if that is not known.</summary>
    public Id<User>? Administrator { get; init; }

    /// <summary>The name of that administrator at the time; empty if it is not known.</summary>
    public required string AdministratorName { get; init; }

    /// <summary>When the new password was set.</summary>
    public required DateTimeOffset Completed { get; init; }

    /// <summary>How often someone logged in to the account since, up to the next reset.</summary>
    public long Logins { get; init; }

    /// <summary>The record of a reset.</summary>
    /// <param name="user">The account.</param>
    /// <param name="used">The token that was used.</param>
    /// <param name="now">When the new password was set.</param>
    public static PasswordReset Of(User user, PendingActivation used, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(used);
        return new PasswordReset
        {
            Id = Id<PasswordReset>.New(), User = user.Id, Administrator = used.Issuer, AdministratorName = used.IssuerName, Completed = now,
        };
    }
}
