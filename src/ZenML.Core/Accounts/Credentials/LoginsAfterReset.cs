using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Records resets of passwords by administrators, and counts and records the logins after them.</summary>
internal static class LoginsAfterReset
{
    /// <summary>Records that an activation token set a new password. The first password of an account is no reset.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="user">The account.</param>
    /// <param name="before">Its credentials before.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task AddResetAsync(
        IUnitOfWork unit, User user, AccountCredentials before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (before.PasswordHash is { } previous)
        {
            // Of several resets, only the password before the first one is the owner's.
            var owners = await unit.Credentials.FindUnconfirmedHashAsync(user.Id, cancellationToken) ?? previous;
            await unit.Credentials.AddResetAsync(PasswordReset.Of(user, before.Activation!, now), owners, cancellationToken);
        }
    }

    /// <summary>Records a login, in the transaction that grants it.</summary>
    public static async Task RecordAsync(
        IUnitOfWork unit, User user, string? address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (user.IsServiceAccount
            || await unit.Credentials.FindResetsAsync(user.Id, now - PasswordReset.NoticePeriod, cancellationToken) is not [var latest, ..])
        {
            return;
        }

        await unit.Credentials.CountLoginAsync(latest.Id, cancellationToken);
        var login = AuditEvent.Of(
            new Caller(user.Id, user.Name, user.IsAdmin) { Address = address }, now, AuditAction.LoginAfterReset, "user", resource: null);
        await unit.Audit.AddAsync(
            [login with { ResourceId = latest.Administrator?.Value, ResourceName = latest.AdministratorName }], cancellationToken);
    }
}
