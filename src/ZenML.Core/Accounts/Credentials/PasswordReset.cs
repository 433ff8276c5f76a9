using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>
/// A password that was reset with an activation token. The administrator who received the token could have used it, so
/// the owner of the account is notified. No session of the account can remove the record, because the administrator
/// could have opened it.
/// </summary>
public sealed record PasswordReset
{
    /// <summary>How long the owner is notified and logins are recorded separately.</summary>
    public static readonly TimeSpan NoticePeriod = TimeSpan.FromDays(90);

    /// <summary>The id.</summary>
    public required Id<PasswordReset> Id { get; init; }

    /// <summary>The account.</summary>
    public required Id<User> User { get; init; }

    /// <summary>The administrator who received the token; null if unknown.</summary>
    public Id<User>? Administrator { get; init; }

    /// <summary>The name of the administrator at that time; empty if unknown.</summary>
    public required string AdministratorName { get; init; }

    /// <summary>When the new password was set.</summary>
    public required DateTimeOffset Completed { get; init; }

    /// <summary>The number of logins since then, until the next reset.</summary>
    public long Logins { get; init; }

    /// <summary>Whether the account does not see its private secrets, until its owner confirms or an administrator releases them.</summary>
    public bool HidesSecrets { get; init; }

    /// <summary>The administrator who released the private secrets; null if nobody did.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Creates the record of a reset.</summary>
    /// <param name="user">The account.</param>
    /// <param name="used">The token that was used.</param>
    /// <param name="now">When the new password was set.</param>
    public static PasswordReset Of(User user, PendingActivation used, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(used);
        return new PasswordReset
        {
            Id = Id<PasswordReset>.New(),
            User = user.Id,
            Administrator = used.Issuer,
            AdministratorName = used.IssuerName,
            Completed = now,
        };
    }
}
