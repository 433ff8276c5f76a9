using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Manages the API keys of service accounts.</summary>
public sealed class ApiKeysService(Caller caller, ServiceDependencies dependencies) : IApiKeysService
{
    private const long LongestRetention = 366L * 24 * 60;

    /// <remarks>
    /// A key gives access to the private data of the service account, so only administrators can create one. Sessions
    /// of the account itself cannot: a key that was created with a leaked key would survive the rotation of the leaked
    /// one.
    /// </remarks>
    private const string CreateKeys = "create API keys for service accounts";

    private const string ChangeKeys = "change the API keys of service accounts";

    private readonly AuditTrail audit = new(caller, dependencies, "api_key");

    /// <inheritdoc />
    public Task<ApiKeyWithSecret> CreateAsync(Id<User> serviceAccount, string name, string description, CancellationToken cancellationToken)
    {
        ResourceName.Check("API key", name);
        var secret = SecretToken.New();
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await RequireAccountAsync(unit, serviceAccount, token);
                RequireCanCreateKeys();
                await EnsureNameIsFreeAsync(unit, serviceAccount, name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var key = new ApiKey
                {
                    Id = Id<ApiKey>.New(),
                    Name = name,
                    Description = description,
                    ServiceAccount = serviceAccount,
                    Created = now,
                    Updated = now,
                };
                await unit.ApiKeys.AddAsync(key, new ApiKeyHashes(SecretToken.Hash(secret), null, null, 0), token);
                return new ApiKeyWithSecret(key, secret);
            },
            created => [created.Key],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ApiKey> FindAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) =>
        dependencies.Database.ReadAsync((unit, token) => RequireAsync(unit, serviceAccount, nameOrId, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<ApiKey>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ApiKeyFields.All);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
            {
                await RequireAccountAsync(unit, serviceAccount, token);
                return (await unit.ApiKeys.ListAsync(parsed, serviceAccount, token)).EnsureInRange();
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ApiKey> UpdateAsync(Id<User> serviceAccount, string nameOrId, ApiKeyUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                Permission.RequireSelfOrAdmin(caller, serviceAccount, ChangeKeys);
                if (update.IsActive == true)
                {
                    Permission.RequirePersonalSession(caller, "activate API keys");
                }

                var current = await RequireAsync(unit, serviceAccount, nameOrId, token);
                if (update.Name is { } name && name != current.Name)
                {
                    await EnsureNameIsFreeAsync(unit, serviceAccount, ResourceName.Check("API key", name), token);
                }

                var changed = current with
                {
                    Name = update.Name ?? current.Name,
                    Description = update.Description ?? current.Description,
                    IsActive = update.IsActive ?? current.IsActive,
                    Updated = dependencies.Clock.GetTimeOfChange(current.Updated),
                };
                await unit.ApiKeys.UpdateAsync(changed, token);
                if (current.IsActive && !changed.IsActive)
                {
                    // Reactivation must not restore its tokens, nor the key that the last rotation retained.
                    var (_, hashes) = (await unit.ApiKeys.FindWithHashesAsync(current.Id, token))!.Value;
                    await unit.ApiKeys.UpdateAsync(changed, new ApiKeyHashes(hashes.Current, null, null, hashes.Generation + 1), token);
                }

                return changed;
            },
            (unit, token) => RequireAsync(unit, serviceAccount, nameOrId, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<ApiKeyWithSecret> RotateAsync(
        Id<User> serviceAccount, string nameOrId, long retainMinutes, CancellationToken cancellationToken)
    {
        if (retainMinutes is < 0 or > LongestRetention)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"An API key can be retained for 0 to {LongestRetention} minutes.");
        }

        var secret = SecretToken.New();
        return audit.ChangeAsync(
            AuditAction.Rotate,
            async (unit, token) =>
            {
                var id = (await RequireAsync(unit, serviceAccount, nameOrId, token)).Id;
                RequireCanCreateKeys();
                var (current, hashes) = (await unit.ApiKeys.FindWithHashesAsync(id, token))!.Value;
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var changed = current with { RetainPeriodMinutes = retainMinutes, LastRotated = now, Updated = now };
                var isRetained = retainMinutes > 0;
                await unit.ApiKeys.UpdateAsync(
                    changed,
                    new ApiKeyHashes(
                        SecretToken.Hash(secret),
                        isRetained ? hashes.Current : null,
                        isRetained ? now.AddMinutes(retainMinutes) : null,
                        hashes.Generation + 1),
                    token);
                return new ApiKeyWithSecret(changed, secret);
            },
            rotated => [rotated.Key],
            async (unit, token) => await RequireAsync(unit, serviceAccount, nameOrId, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            Permission.RequireSelfOrAdmin(caller, serviceAccount, ChangeKeys);
            var key = await RequireAsync(unit, serviceAccount, nameOrId, token);
            await unit.ApiKeys.DeleteAsync(key.Id, token);
            return key;
        },
        (unit, token) => RequireAsync(unit, serviceAccount, nameOrId, token),
        cancellationToken);

    private void RequireCanCreateKeys()
    {
        Permission.RequireAdmin(caller, CreateKeys);
        Permission.RequirePersonalSession(caller, CreateKeys);
    }

    private static async Task RequireAccountAsync(IUnitOfWork unit, Id<User> serviceAccount, CancellationToken cancellationToken) =>
        _ = await unit.Users.ServiceAccounts.FindByIdAsync(serviceAccount.Value, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no service account with the id {serviceAccount}.");

    private static async Task<ApiKey> RequireAsync(
        IUnitOfWork unit, Id<User> serviceAccount, string nameOrId, CancellationToken cancellationToken)
    {
        await RequireAccountAsync(unit, serviceAccount, cancellationToken);
        return await Lookup.FindAsync(unit.ApiKeys.Of(serviceAccount), "API key", nameOrId, LookupMode.Exact, cancellationToken);
    }

    private static async Task EnsureNameIsFreeAsync(
        IUnitOfWork unit, Id<User> serviceAccount, string name, CancellationToken cancellationToken)
    {
        if ((await unit.ApiKeys.Of(serviceAccount).FindByNameAsync(name, cancellationToken)).Count > 0)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"This service account already has an API key named '{name}'.");
        }
    }
}
