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

    private readonly AuditTrail audit = new(caller, dependencies, "api_key");

    private readonly ApiKeyRules rules = new(caller, dependencies);

    /// <inheritdoc />
    public Task<ApiKeyWithSecret> CreateAsync(
        Id<User> serviceAccount, ApiKeyDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ResourceName.Check("API key", definition.Name);
        var networks = rules.CheckNetworks(definition.Networks);
        var secret = SecretToken.New();
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await RequireAccountAsync(unit, serviceAccount, token);
                var limits = rules.RequireCanCreate(definition.Limits);
                await rules.CheckAsync(unit, limits, token);
                await EnsureNameIsFreeAsync(unit, serviceAccount, definition.Name, token);
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var key = new ApiKey
                {
                    Id = Id<ApiKey>.New(),
                    Name = definition.Name,
                    Description = definition.Description,
                    ServiceAccount = serviceAccount,
                    Limits = limits,
                    Networks = networks,
                    Expires = rules.CheckExpiry(definition.Expires, now),
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
        dependencies.Database.ReadAsync(
            async (unit, token) => rules.Show(await RequireAsync(unit, serviceAccount, nameOrId, token)), cancellationToken);

    /// <inheritdoc />
    public Task<Page<ApiKey>> ListAsync(Id<User> serviceAccount, ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ApiKeyFields.All);
        return dependencies.Database.ReadAsync(
            async (unit, token) =>
            {
                await RequireAccountAsync(unit, serviceAccount, token);
                return (await unit.ApiKeys.ListAsync(parsed, serviceAccount, token)).EnsureInRange().Select(rules.Show);
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
                rules.RequireCanChangeSome(serviceAccount);
                if (update.IsActive == true)
                {
                    Permission.RequirePersonalSession(caller, "activate API keys");
                }

                var current = await RequireAsync(unit, serviceAccount, nameOrId, token);
                rules.RequireCanChange(current);
                if (update.Name is { } name && name != current.Name)
                {
                    await EnsureNameIsFreeAsync(unit, serviceAccount, ResourceName.Check("API key", name), token);
                }

                var limited = await LimitAsync(unit, current, update.Limits, token);
                var changed = limited with
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

                return rules.Show(changed);
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
                var found = await RequireAsync(unit, serviceAccount, nameOrId, token);
                rules.RequireCanRotate(found);
                var (current, hashes) = (await unit.ApiKeys.FindWithHashesAsync(found.Id, token))!.Value;
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                var changed = current with
                {
                    RetainPeriodMinutes = retainMinutes, Expires = FindNextExpiry(current, now), LastRotated = now, Updated = now,
                };
                var isRetained = retainMinutes > 0;
                var retainedUntil = now.AddMinutes(retainMinutes);
                await unit.ApiKeys.UpdateAsync(
                    changed,
                    new ApiKeyHashes(
                        SecretToken.Hash(secret),
                        isRetained ? hashes.Current : null,
                        !isRetained ? null : current.Expires < retainedUntil ? current.Expires : retainedUntil,
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
            rules.RequireCanChangeSome(serviceAccount);
            var key = await RequireAsync(unit, serviceAccount, nameOrId, token);
            rules.RequireCanChange(key);
            await unit.ApiKeys.DeleteAsync(key.Id, token);
            return key;
        },
        (unit, token) => RequireAsync(unit, serviceAccount, nameOrId, token),
        cancellationToken);

    /// <summary>Returns a key with changed limits. Whoever changes them must be able to create the key that results.</summary>
    private async Task<ApiKey> LimitAsync(
        IUnitOfWork unit, ApiKey current, ApiKeyLimitsUpdate? update, CancellationToken cancellationToken)
    {
        if (update is null || update.IsNone)
        {
            return current;
        }

        rules.RequireCanRotate(current);
        var limits = rules.RequireCanCreate(update.ApplyTo(current.Limits));
        await rules.CheckAsync(unit, limits with { Secrets = update.Secrets is null ? null : limits.Secrets }, cancellationToken);
        return current with
        {
            Limits = limits,
            Networks = update.Networks is { } networks ? rules.CheckNetworks(networks) : current.Networks,
            Expires = rules.CheckExpiry(update, current, dependencies.Clock.GetMicrosecondUtcNow()),
        };
    }

    /// <summary>Returns when the new text of a key expires: after the same time as the one before, at most what is allowed.</summary>
    private DateTimeOffset? FindNextExpiry(ApiKey key, DateTimeOffset now)
    {
        DateTimeOffset? next = key.Expires is { } end ? now + (end - key.Issued) : null;
        return dependencies.LongestApiKeyLifetime is { } longest && !(next <= now + longest) ? now + longest : next;
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
