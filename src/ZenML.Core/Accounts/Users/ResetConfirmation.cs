using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Users;

/// <summary>
/// Shows the private secrets of an account again after its password was reset: whoever reset it could be logged in as its owner.
/// The owner confirms with the password before the reset, or an administrator releases them.
/// </summary>
internal sealed class ResetConfirmation(Caller caller, ServiceDependencies dependencies)
{
    private readonly AuditTrail audit = new(caller, dependencies, "user");

    /// <summary>Returns the resets of the caller's own password within <see cref="PasswordReset.NoticePeriod"/>, latest first.</summary>
    public Task<IReadOnlyList<PasswordReset>> FindOwnAsync(CancellationToken cancellationToken)
    {
        var since = dependencies.Clock.GetUtcNow() - PasswordReset.NoticePeriod;
        return dependencies.Database.ReadAsync(
            (unit, token) => unit.Credentials.FindResetsAsync(caller.UserId, since, token), cancellationToken);
    }

    /// <summary>Confirms the resets of the caller's own password.</summary>
    public async Task<User> ConfirmAsync(SensitiveString oldPassword, CancellationToken cancellationToken)
    {
        Permission.RequirePersonalSession(caller, "confirm the reset of a password");
        var (user, hash) = await dependencies.Database.ReadAsync(
            async (unit, token) =>
                (await FindCallerAsync(unit, token), await unit.Credentials.FindUnconfirmedHashAsync(caller.UserId, token)),
            cancellationToken);
        await VerifyAsync(user, oldPassword, hash ?? throw NothingToConfirm(user), cancellationToken);
        return await audit.ChangeAsync(
            AuditAction.ConfirmReset,
            async (unit, token) => await unit.Credentials.SettleResetsAsync(caller.UserId, releasedBy: null, token)
                ? await FindCallerAsync(unit, token)
                : throw NothingToConfirm(user),
            cancellationToken);
    }

    /// <summary>Shows the private secrets of another account to it again.</summary>
    public Task<User> ReleaseAsync(string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.ReleaseSecrets,
        async (unit, token) =>
        {
            Permission.RequireAdmin(caller, "release private secrets after a reset");
            Permission.RequirePersonalSession(caller, "release private secrets after a reset");
            var user = await FindAsync(unit, nameOrId, token);
            Permission.RequireOther(caller, user.Id, "release the private secrets of");
            return await unit.Credentials.SettleResetsAsync(user.Id, caller.Name, token) ? user : throw NothingToConfirm(user);
        },
        (unit, token) => FindAsync(unit, nameOrId, token),
        cancellationToken);

    private static ZenException NothingToConfirm(User user) => new(
        ErrorCode.InvalidArgument, $"No private secrets of '{user.Name}' are hidden because of a reset of the password.");

    private static Task<User> FindAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken) =>
        Lookup.FindAsync(unit.Users, "user", nameOrId, LookupMode.Exact, cancellationToken);

    private async Task<User> FindCallerAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
        await unit.Users.FindByIdAsync(caller.UserId.Value, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"The account '{caller.Name}' no longer exists.");

    /// <remarks>Whoever reset the password must not be able to guess the one before.</remarks>
    private async Task VerifyAsync(User user, SensitiveString given, string hash, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var attempts = new LoginAttempts(dependencies);
        var attempt = LoginAttempt.ForResetConfirmation(user, now);
        var failure = AuditEvent.Of(caller, now, AuditAction.ConfirmReset, "user", user, AuditOutcome.Failed);
        using var lease = await dependencies.Passwords.AcquireAsync(PasswordRequester.Trusted(caller.UserId, ""), cancellationToken);
        await attempts.EnsureAllowedAsync(attempt, failure with { Outcome = AuditOutcome.Refused }, cancellationToken);
        if (!await lease.VerifyAsync(given, hash))
        {
            await attempts.FailAsync(attempt, failure);
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"This is not the password from before the reset. If you no longer know it, ask an administrator: "
                    + $"zenml user release-secrets {ShellWord.Quote(user.Name)}");
        }
    }
}
