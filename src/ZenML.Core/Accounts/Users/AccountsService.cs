using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Users;

/// <summary>Manages user accounts: permissions to change them, and that there is always an administrator.</summary>
public sealed class AccountsService(Caller caller, ServiceDependencies dependencies) : IAccountsService
{
    private readonly AuditTrail audit = new(caller, dependencies, "user");

    /// <inheritdoc />
    public async Task<UserWithToken> CreateAsync(NewUser user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        CheckEmail(user.Email, user.EmailOptedIn);
        ResourceName.CheckAccount("user", user.Name);
        var hash = user.Password is null || !caller.IsAdmin
            ? null
            : await HashAsync(PasswordRules.Check(user.Password), cancellationToken);
        var activation = user.Password is null ? SecretToken.New() : null;
        return await audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                Permission.RequireAdmin(caller, "create users");
                Permission.RequirePersonalSession(caller, "create users");
                await EnsureNameIsFreeAsync(unit, user.Name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var added = new User
                {
                    Id = Id<User>.New(),
                    Name = user.Name,
                    FullName = user.FullName,
                    IsAdmin = user.IsAdmin,
                    IsActive = hash is not null,
                    Email = user.Email,
                    EmailOptedIn = user.EmailOptedIn,
                    ExternalUserId = user.ExternalUserId,
                    Metadata = user.Metadata ?? new ConfigurationMap(),
                    Created = now,
                    Updated = now,
                };
                await unit.Users.AddAsync(added, token);
                await unit.Access.AddDefaultRoleAsync(added, dependencies.NewAccountRole, token);
                await unit.Credentials.SaveAsync(
                    new AccountCredentials(added.Id)
                    {
                        PasswordHash = hash, Activation = activation is null ? null : PendingActivation.Of(activation, caller, now),
                    },
                    token);
                return new UserWithToken(added, activation);
            },
            created => [created.User],
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<User> UpdateAsync(string nameOrId, UserUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        CheckEmail(update.Email, update.EmailOptedIn);
        var password = update.Password is null ? null : await VerifyPasswordAsync(nameOrId, update, cancellationToken);
        return await audit.ChangeAsync(
            password is null ? AuditAction.Update : AuditAction.ChangePassword,
            async (unit, token) =>
            {
                var current = await RequireChangeableAsync(unit, nameOrId, token);
                await EnsureMayChangeAsync(unit, current, update, token);
                if (update.Name is { } name && name != current.Name)
                {
                    await EnsureNameIsFreeAsync(unit, ResourceName.CheckAccount("user", name), token);
                }

                var changed = update.ApplyTo(current) with { Updated = dependencies.Clock.GetTimeOfChange(current.Updated) };
                await unit.Users.UpdateAsync(changed, token);
                await ChangeCredentialsAsync(unit, current, changed, password, token);
                return changed;
            },
            (unit, token) => RequireAsync(unit, nameOrId, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<UserWithToken> DeactivateAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var activation = SecretToken.New();
        return audit.ChangeAsync(
            AuditAction.Deactivate,
            async (unit, token) =>
            {
                Permission.RequireAdmin(caller, "deactivate users");
                Permission.RequirePersonalSession(caller, "deactivate users");
                var current = await RequireAsync(unit, nameOrId, token);
                Permission.RequireOther(caller, current.Id, "deactivate");
                await EnsureAdminRemainsAsync(unit, current, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var changed = current with { IsActive = false, Updated = now };
                await unit.Users.UpdateAsync(changed, token);
                var credentials = await unit.Credentials.FindAsync(current.Id, token);
                await unit.Credentials.SaveAsync(
                    credentials.WithTokensRevoked() with { Activation = PendingActivation.Of(activation, caller, now) }, token);
                return new UserWithToken(changed, activation);
            },
            deactivated => [deactivated.User],
            async (unit, token) => await RequireAsync(unit, nameOrId, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<PasswordReset>> FindOwnPasswordResetsAsync(CancellationToken cancellationToken) =>
        new ResetConfirmation(caller, dependencies).FindOwnAsync(cancellationToken);

    /// <inheritdoc />
    public Task<User> ConfirmResetAsync(SensitiveString oldPassword, CancellationToken cancellationToken) =>
        new ResetConfirmation(caller, dependencies).ConfirmAsync(oldPassword, cancellationToken);

    /// <inheritdoc />
    public Task<User> ReleaseSecretsAsync(string nameOrId, CancellationToken cancellationToken) =>
        new ResetConfirmation(caller, dependencies).ReleaseAsync(nameOrId, cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            Permission.RequireAdmin(caller, "delete users");
            var user = await RequireAsync(unit, nameOrId, token);
            Permission.RequireOther(caller, user.Id, "delete");
            await EnsureAdminRemainsAsync(unit, user, token);
            await AccountDeletion.EnsureOwnsNothingAsync(unit, user, "user", token);
            await audit.AddDependentsAsync(unit, DependentOwner.Account, user.Id.Value, token);
            await unit.Users.DeleteAsync(user.Id, token);
            return user;
        },
        (unit, token) => RequireAsync(unit, nameOrId, token),
        cancellationToken);

    /// <summary>Finds a user account. Throws for service accounts, even by id.</summary>
    private static async Task<User> RequireAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken)
    {
        var user = await Lookup.FindAsync(unit.Users, "user", nameOrId, LookupMode.Exact, cancellationToken);
        return user.IsServiceAccount ? throw new ZenException(ErrorCode.NotFound, $"There is no user '{nameOrId}'.") : user;
    }

    /// <summary>
    /// Finds an account that the caller can change. Unless the caller is an administrator, the error for any other
    /// account is the same, whether it exists or not.
    /// </summary>
    private async Task<User> RequireChangeableAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken)
    {
        await AccountLookup.EnsureMayNameAsync(unit, caller, nameOrId, "change the accounts of others", cancellationToken);
        return await RequireAsync(unit, nameOrId, cancellationToken);
    }

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        if ((await unit.Users.FindByNameAsync(name, cancellationToken)).Count > 0)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A user named '{name}' already exists.");
        }
    }

    private static async Task EnsureAdminRemainsAsync(IUnitOfWork unit, User leaving, CancellationToken cancellationToken)
    {
        if (leaving.IsAdmin && await unit.Users.CountOtherAdminsAsync(leaving.Id, cancellationToken) == 0)
        {
            throw new ZenException(
                ErrorCode.NotAllowed, $"'{leaving.Name}' is the last administrator. Make another user an administrator first.");
        }
    }

    private static void CheckEmail(string? email, bool? optedIn)
    {
        if (optedIn == true && string.IsNullOrEmpty(email))
        {
            throw new ZenException(ErrorCode.InvalidArgument, "To opt in to email, set `email` together with `email_opted_in`.");
        }
    }

    private async Task EnsureMayChangeAsync(IUnitOfWork unit, User current, UserUpdate update, CancellationToken cancellationToken)
    {
        Permission.RequireSelfOrAdmin(caller, current.Id, "change the accounts of others");
        if (update.Password is not null || update.IsAdmin is not null || update.IsActive is not null)
        {
            Permission.RequirePersonalSession(caller, "change passwords, administrator rights or whether accounts are active");
        }

        if (update.IsAdmin is { } admin && admin != current.IsAdmin)
        {
            Permission.RequireOther(caller, current.Id, "change the administrator rights of");
        }

        if (update.IsActive is { } active && active != current.IsActive)
        {
            Permission.RequireOther(caller, current.Id, "activate or deactivate");
        }

        if (update.Email is not null || update.EmailOptedIn is not null)
        {
            Permission.RequireSelf(caller, current.Id, "Only the owner of an account can change its email address.");
        }

        if (update.IsAdmin == false || update.IsActive == false)
        {
            await EnsureAdminRemainsAsync(unit, current, cancellationToken);
        }
    }

    private static async Task ChangeCredentialsAsync(
        IUnitOfWork unit, User current, User changed, VerifiedPassword? password, CancellationToken cancellationToken)
    {
        if (password is null && changed.IsActive == current.IsActive)
        {
            return;
        }

        var credentials = await unit.Credentials.FindAsync(current.Id, cancellationToken);
        if (password is not null && credentials.PasswordHash != password.OldHash)
        {
            throw new ZenException(ErrorCode.NotAllowed, "The password has been changed in the meantime. Log in again.");
        }

        if (changed.IsActive && password is null && credentials.PasswordHash is null
            && await unit.Identities.FindAsync(current.Id, cancellationToken) is null)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"The user '{current.Name}' has no password yet. Deactivate the account to get an activation token.");
        }

        await unit.Credentials.SaveAsync(
            credentials.WithTokensRevoked() with
            {
                PasswordHash = password?.NewHash ?? credentials.PasswordHash,
                Activation = changed.IsActive ? null : credentials.Activation,
            },
            cancellationToken);
    }

    /// <summary>
    /// Verifies the old password and hashes the new one. Both happen before the transaction, because hashing is slow.
    /// </summary>
    private async Task<VerifiedPassword> VerifyPasswordAsync(string nameOrId, UserUpdate update, CancellationToken cancellationToken)
    {
        var (user, credentials) = await dependencies.Database.ReadAsync(
            async (unit, token) =>
            {
                var found = await RequireChangeableAsync(unit, nameOrId, token);
                return (found, await unit.Credentials.FindAsync(found.Id, token));
            },
            cancellationToken);
        Permission.RequirePersonalSession(caller, "change passwords");
        Permission.RequireSelf(
            caller,
            user.Id,
            "You cannot change the password of another user. Deactivate the account, and give its owner the activation token "
                + "to set a new password.");
        var wanted = PasswordRules.Check(update.Password!);
        if (credentials.PasswordHash is { } hash)
        {
            if (update.OldPassword is not { } given)
            {
                throw new ZenException(ErrorCode.NotAllowed, "To change the password, give the current password too.");
            }

            await VerifyAsync(user, given, hash, cancellationToken);
        }

        return new VerifiedPassword(credentials.PasswordHash, await HashAsync(wanted, cancellationToken));
    }

    /// <remarks>A stolen session must not allow password guessing, from any number of addresses.</remarks>
    private async Task VerifyAsync(User user, SensitiveString given, string hash, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var attempts = new LoginAttempts(dependencies);
        var attempt = LoginAttempt.ForPasswordChange(user, now);
        var failure = AuditEvent.Of(caller, now, AuditAction.ChangePassword, "user", user, AuditOutcome.Failed);
        using var lease = await dependencies.Passwords.AcquireAsync(PasswordRequester.Trusted(caller.UserId, ""), cancellationToken);
        await attempts.EnsureAllowedAsync(attempt, failure with { Outcome = AuditOutcome.Refused }, cancellationToken);
        if (!await lease.VerifyAsync(given, hash))
        {
            await attempts.FailAsync(attempt, failure);
            throw new ZenException(ErrorCode.NotAllowed, "The current password is wrong.");
        }
    }

    private Task<string> HashAsync(SensitiveString password, CancellationToken cancellationToken) =>
        dependencies.Passwords.HashAsync(PasswordRequester.Trusted(caller.UserId, ""), password, cancellationToken);

    private sealed record VerifiedPassword(string? OldHash, string NewHash);
}
