using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>Manages which person at the identity provider an account belongs to.</summary>
public sealed class LinkedIdentitiesService(Caller caller, ServiceDependencies dependencies) : ILinkedIdentitiesService
{
    private const string Manage = "link accounts to persons at the identity provider";

    // Nobody has a password with this hash, so only an administrator can release the private secrets of an account without one.
    private const string NoPassword = "none";

    private readonly AuditTrail audit = new(caller, dependencies, "user");

    /// <inheritdoc />
    public Task<LinkedIdentity?> FindAsync(string nameOrId, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        async (unit, token) =>
        {
            await AccountLookup.EnsureMayNameAsync(unit, caller, nameOrId, "see the accounts of others", token);
            return await unit.Identities.FindAsync((await RequireAsync(unit, nameOrId, token)).Id, token);
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<LinkedIdentity> LinkAsync(string nameOrId, string subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                RequireAdministrator();
                var issuer = dependencies.SingleSignOn?.Issuer ?? throw new ZenException(
                    ErrorCode.NotAllowed, "This server has no single sign-on. Set ZENML_SERVER_SSO_ISSUER.");
                CheckSubject(subject);
                var account = await RequireAsync(unit, nameOrId, token);
                await EnsureIsFreeAsync(unit, account, issuer, subject, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var before = await unit.Identities.FindAsync(account.Id, token);
                var linked = new LinkedIdentity(new(account.Id, account.Name), issuer, subject)
                {
                    LinkedBy = caller.Name, ManagesAdministrator = before?.ManagesAdministrator ?? false, Created = now,
                };
                await unit.Identities.SaveAsync(linked, token);
                await ProtectAsync(unit, account, before, now, token);
                return linked;
            },
            linked => [AuditedIdentity.Linked(linked)],
            async (unit, token) => await RequireAsync(unit, nameOrId, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task UnlinkAsync(string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Update,
        async (unit, token) =>
        {
            RequireAdministrator();
            var account = await RequireAsync(unit, nameOrId, token);
            var linked = await unit.Identities.FindAsync(account.Id, token)
                ?? throw new ZenException(
                    ErrorCode.NotFound, $"The account '{account.Name}' is not linked to a person at the identity provider.");
            await unit.Identities.DeleteAsync(account.Id, token);
            var credentials = await unit.Credentials.FindAsync(account.Id, token);
            await unit.Credentials.SaveAsync(credentials.WithTokensRevoked(), token);
            return linked;
        },
        linked => [AuditedIdentity.Unlinked(linked)],
        async (unit, token) => await RequireAsync(unit, nameOrId, token),
        cancellationToken);

    private static async Task<User> RequireAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken)
    {
        var user = await Lookup.FindAsync(unit.Users, "user", nameOrId, LookupMode.Exact, cancellationToken);
        return user.IsServiceAccount ? throw new ZenException(ErrorCode.NotFound, $"There is no user '{nameOrId}'.") : user;
    }

    private static void CheckSubject(string subject)
    {
        if (subject.Length is 0 or > LinkedIdentity.MaximumSubjectLength || VisibleText.HasHidden(subject) || subject != subject.Trim())
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                "The subject must be the 'sub' of the person at the identity provider: 1 to 255 visible characters.");
        }
    }

    private static async Task EnsureIsFreeAsync(
        IUnitOfWork unit, User account, string issuer, string subject, CancellationToken cancellationToken)
    {
        if (await unit.Identities.FindAsync(issuer, subject, cancellationToken) is { } taken && taken.Account.Id != account.Id)
        {
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"The subject '{subject}' is linked to the account '{taken.Account.Name}'. Unlink that one first: "
                    + $"zenml user update {ShellWord.Quote(taken.Account.Name)} --no-sso");
        }
    }

    /// <summary>
    /// Treats a link like a reset of the password: the administrator could be the person who can log in now. An account that was never
    /// used has nothing to protect and becomes active.
    /// </summary>
    private async Task ProtectAsync(
        IUnitOfWork unit, User account, LinkedIdentity? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var credentials = await unit.Credentials.FindAsync(account.Id, cancellationToken);
        if (before is null && credentials.PasswordHash is null && !account.IsActive)
        {
            await unit.Users.UpdateAsync(account with { IsActive = true, Updated = now }, cancellationToken);
            await unit.Credentials.SaveAsync(credentials.WithTokensRevoked() with { Activation = null }, cancellationToken);
        }
        else if (!Permission.IsSelf(caller, account.Id))
        {
            await unit.Credentials.SaveAsync(credentials.WithTokensRevoked(), cancellationToken);
            var owners = await unit.Credentials.FindUnconfirmedHashAsync(account.Id, cancellationToken)
                ?? credentials.PasswordHash ?? NoPassword;
            var reset = new PasswordReset
            {
                Id = Id<PasswordReset>.New(),
                User = account.Id,
                Administrator = caller.UserId,
                AdministratorName = caller.Name,
                Completed = now,
            };
            await unit.Credentials.AddResetAsync(reset, owners, cancellationToken);

            // So that no server uses what it remembers of the access of the account.
            await unit.Users.UpdateAsync(account with { Updated = dependencies.Clock.GetTimeOfChange(account.Updated) }, cancellationToken);
        }
    }

    private void RequireAdministrator()
    {
        Permission.RequireAdmin(caller, Manage);
        Permission.RequirePersonalSession(caller, Manage);
    }
}
