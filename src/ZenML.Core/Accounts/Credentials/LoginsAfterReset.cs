using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Counts and records logins to an account whose password was reset by an administrator.</summary>
internal static class LoginsAfterReset
{
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
