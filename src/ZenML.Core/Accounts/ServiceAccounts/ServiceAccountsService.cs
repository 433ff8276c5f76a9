using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.ServiceAccounts;

/// <summary>Manages service accounts.</summary>
public sealed class ServiceAccountsService(Caller caller, ServiceDependencies dependencies) : IServiceAccountsService
{
    private const string Kind = "service account";

    private readonly AuditTrail audit = new(caller, dependencies, "service_account");

    private readonly AuditTrail keyAudit = new(caller, dependencies, "api_key");

    /// <inheritdoc />
    public Task<User> CreateAsync(string name, string description, bool isActive, CancellationToken cancellationToken)
    {
        ResourceName.CheckAccount(Kind, name);
        return audit.ChangeAsync(
            AuditAction.Create,
            (unit, token) => AddAsync(unit, name, description, isActive, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ServiceAccountWithKey> CreateWithKeyAsync(
        string name, string description, string keyName, string keyDescription, CancellationToken cancellationToken)
    {
        ResourceName.CheckAccount(Kind, name);
        ResourceName.Check("API key", keyName);
        var secret = SecretToken.New();
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                Permission.RequireSessionForKeys(caller);
                var account = await AddAsync(unit, name, description, isActive: true, token);
                var key = new ApiKey
                {
                    Id = Id<ApiKey>.New(),
                    Name = keyName,
                    Description = keyDescription,
                    ServiceAccount = account.Id,
                    Created = account.Created,
                    Updated = account.Created,
                };
                await unit.ApiKeys.AddAsync(key, new ApiKeyHashes(SecretToken.Hash(secret), null, null, 0), token);
                await keyAudit.AddAsync(unit, AuditAction.Create, [key], token);
                return new ServiceAccountWithKey(account, new ApiKeyWithSecret(key, secret));
            },
            created => [created.Account],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<User> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => dependencies.Database.ReadAsync(
        (unit, token) => Lookup.FindAsync(unit.Users.ServiceAccounts, Kind, text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<User>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ServiceAccountFields.All);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Users.ListServiceAccountsAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<User> UpdateAsync(string nameOrId, ServiceAccountUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                Permission.RequireAdmin(caller, "change service accounts");
                if (update.IsActive == true)
                {
                    Permission.RequirePersonalSession(caller, "activate service accounts");
                }

                var current = await RequireAsync(unit, nameOrId, token);
                if (update.Name is { } name && name != current.Name)
                {
                    await EnsureNameIsFreeAsync(unit, ResourceName.CheckAccount(Kind, name), token);
                }

                var changed = current with
                {
                    Name = update.Name ?? current.Name,
                    Description = update.Description ?? current.Description,
                    IsActive = update.IsActive ?? current.IsActive,
                    Updated = dependencies.Clock.GetTimeOfChange(current.Updated),
                };
                await unit.Users.UpdateAsync(changed, token);
                if (current.IsActive && !changed.IsActive)
                {
                    await unit.Credentials.SaveAsync((await unit.Credentials.FindAsync(current.Id, token)).WithTokensRevoked(), token);
                }

                return changed;
            },
            (unit, token) => RequireAsync(unit, nameOrId, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            Permission.RequireAdmin(caller, "delete service accounts");
            var account = await RequireAsync(unit, nameOrId, token);
            await AccountDeletion.EnsureOwnsNothingAsync(unit, account, Kind, token);
            await audit.AddDependentsAsync(unit, DependentOwner.Account, account.Id.Value, token);
            await unit.Users.DeleteAsync(account.Id, token);
            return account;
        },
        (unit, token) => RequireAsync(unit, nameOrId, token),
        cancellationToken);

    private async Task<User> AddAsync(
        IUnitOfWork unit, string name, string description, bool isActive, CancellationToken cancellationToken)
    {
        await EnsureNameIsFreeAsync(unit, name, cancellationToken);
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var account = new User
        {
            Id = Id<User>.New(),
            Name = name,
            Description = description,
            IsActive = isActive,
            IsServiceAccount = true,
            EmailOptedIn = false,
            Created = now,
            Updated = now,
        };
        await unit.Users.AddAsync(account, cancellationToken);
        await unit.Access.AddDefaultRoleAsync(account, dependencies.NewAccountRole, cancellationToken);
        return account;
    }

    private static Task<User> RequireAsync(IUnitOfWork unit, string nameOrId, CancellationToken cancellationToken) =>
        Lookup.FindAsync(unit.Users.ServiceAccounts, Kind, nameOrId, LookupMode.Exact, cancellationToken);

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        if ((await unit.Users.ServiceAccounts.FindByNameAsync(name, cancellationToken)).Count > 0)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A service account named '{name}' already exists.");
        }
    }
}
