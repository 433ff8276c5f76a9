using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>Owns what secrets mean: validation, scope, uniqueness, versions, merging. Repositories and drivers below it only keep what it
/// decides.</summary>
public sealed class SecretsService(Caller caller, ServiceDependencies parts) : ISecretsService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private readonly IDatabase database = parts.Database;

    private readonly TimeProvider clock = parts.Clock;

    /// <inheritdoc />
    public Task<SecretInfo> CreateAsync(NewSecret secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var values = new SecretValues(secret.Values);
        SecretLimits.Check(values);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                var workspace = await unit.Workspaces.RequireAsync(secret.Workspace, token);
                var now = clock.GetMicrosecondUtcNow();
                var info = new SecretInfo
                {
                    Id = Id<Secret>.New(),
                    Name = secret.Name,
                    Scope = secret.Scope,
                    Workspace = new(workspace.Id, workspace.Name),
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                    Version = 1,
                    ValuesVersion = 1,
                    Keys = [.. values.Keys],
                };
                await EnsureNameIsFreeAsync(unit, info, token);
                await unit.Secrets.AddAsync(info, token);
                await unit.SecretValues.PutAsync(SecretsStoreEntry.Of(info), values, token);
                return info;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken) => audit.ReadValuesAsync(
        async (unit, token) => await ReadValuesAsync(unit, await RequireAsync(unit, id, token), token), secret => [secret.Info], cancellationToken);

    /// <inheritdoc />
    public Task<SecretInfo> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync((unit, token) => FindAsync(unit, workspace, text, scope, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Secret> FindWithValuesAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) => audit.ReadValuesAsync(
        async (unit, token) => await ReadValuesAsync(unit, await FindAsync(unit, workspace, text, scope, mode, token), token),
        secret => [secret.Info],
        cancellationToken);

    /// <inheritdoc />
    public Task<Page<SecretInfo>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, SecretFields.All);
        return database.ReadAsync(
            async (unit, token) => (await unit.Secrets.ListAsync(parsed, caller.UserId, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) => (await ChangeAsync(unit, id, update, readsValues: false, token)).Info,
            (unit, token) => RequireAsync(unit, id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Secret> UpdateWithValuesAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var (info, values) = await ChangeAsync(unit, id, update, readsValues: true, token);
                if (!update.ReplaceAll)
                {
                    // The caller learns values that they did not send. The record is part of the change.
                    await audit.AddAsync(unit, AuditAction.Read, [info], token);
                }

                return new Secret(info, values!);
            },
            changed => [changed.Info],
            async (unit, token) => await RequireAsync(unit, id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<Secret> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var secret = Permission.CanDeleteSecretsOfOthers(caller) ? await unit.Secrets.FindByIdAsync(id, token) : null;
            secret ??= await RequireAsync(unit, id, token);
            await unit.SecretValues.DeleteAsync(id, token);
            await unit.Secrets.DeleteAsync(secret, token);
            return secret;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, SecretValidationLevel level, CancellationToken cancellationToken)
    {
        var distinct = references.Distinct().ToArray();
        if (level == SecretValidationLevel.None || distinct.Length == 0)
        {
            return Task.FromResult<IReadOnlyList<ReferenceCheck>>(
                [.. distinct.Select(reference => SecretResolver.Check([], reference, SecretValidationLevel.None))]);
        }

        return database.ReadAsync<IReadOnlyList<ReferenceCheck>>(
            async (unit, token) =>
            {
                var visible = await FindReferredAsync(unit, workspace, distinct, token);
                if (level != SecretValidationLevel.SecretAndKeyExists)
                {
                    return [.. distinct.Select(reference => SecretResolver.Check(visible[reference.Name], reference, level))];
                }

                // A run could not open what another key sealed or what is lost, so a check must not promise it.
                await unit.SecretValues.EnsureUsableAsync(token);
                var chosen = visible.Select(named => SecretResolver.Choose(named, named.Key)).OfType<SecretInfo>().Select(SecretsStoreEntry.Of).ToArray();
                var lost = await unit.SecretValues.FindMissingAsync(chosen, token);
                return [.. distinct.Select(reference => SecretResolver.Check(visible[reference.Name], reference, level, lost))];
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var distinct = references.Distinct().ToArray();
        var (values, _) = await audit.ReadValuesAsync(
            async (unit, token) =>
            {
                var visible = await FindReferredAsync(unit, workspace, distinct, token);
                var checks = distinct.Select(reference => SecretResolver.Check(visible[reference.Name], reference, SecretValidationLevel.SecretAndKeyExists));
                MissingSecrets.ThrowIfAny(checks);

                var resolved = new Dictionary<SecretReference, SensitiveString>();
                var read = new List<IResource>();
                foreach (var bySecret in distinct.GroupBy(reference => reference.Name, StringComparer.Ordinal))
                {
                    var chosen = SecretResolver.Choose(visible[bySecret.Key], bySecret.Key)!;
                    var secret = await ReadValuesAsync(unit, chosen, token);
                    read.Add(chosen);
                    foreach (var reference in bySecret)
                    {
                        resolved[reference] = secret[reference.Key];
                    }
                }

                return (resolved, read);
            },
            resolved => resolved.read,
            cancellationToken);
        return values;
    }

    /// <returns>The changed secret, and its values if the change had to do with them or <paramref name="readsValues"/> asks for
    /// them.</returns>
    private async Task<(SecretInfo Info, SecretValues? Values)> ChangeAsync(
        IUnitOfWork unit, Id<Secret> id, SecretUpdate update, bool readsValues, CancellationToken cancellationToken)
    {
        var current = await RequireAsync(unit, id, cancellationToken);
        if (update.Scope == SecretScope.User)
        {
            // Anyone else would write into a name space that they cannot see, and from which the owner's references resolve first.
            Permission.RequireSelf(caller, current.User.Id,
                MessageText.Of($"Only its owner can move the secret '{current.Name}' to the user scope. Nothing was changed. "
                + $"To have one of your own, create it."));
        }

        if (update.IfVersion is { } expected)
        {
            current.EnsureVersion(expected);
        }

        var changed = current with
        {
            Name = update.Name ?? current.Name,
            Scope = update.Scope ?? current.Scope,
            Updated = clock.GetTimeOfChange(current.Updated),
            Version = current.Version + 1,
        };
        if (changed.Name != current.Name || changed.Scope != current.Scope)
        {
            await EnsureNameIsFreeAsync(unit, changed, cancellationToken);
        }

        if (!update.ReplaceAll && update.Set.Count == 0 && update.Remove.Count == 0)
        {
            var present = readsValues ? (await ReadValuesAsync(unit, current, cancellationToken)).Values : null;
            await unit.Secrets.UpdateAsync(changed, cancellationToken);
            return (changed, present);
        }

        var values = update.ReplaceAll ? new SecretValues() : (await ReadValuesAsync(unit, current, cancellationToken)).Values;
        Merge(current, values, update);
        SecretLimits.Check(values);
        changed = changed with { ValuesVersion = changed.Version, Keys = [.. values.Keys] };
        await unit.SecretValues.PutAsync(SecretsStoreEntry.Of(changed), values, cancellationToken);
        await unit.Secrets.UpdateAsync(changed, cancellationToken);
        return (changed, values);
    }

    private static void Merge(SecretInfo current, SecretValues values, SecretUpdate update)
    {
        foreach (var (key, value) in update.Set)
        {
            values[key] = value;
        }

        var absent = update.Remove.Where(key => !values.Remove(key)).ToArray();
        if (absent.Length > 0 && update.RequireRemoved)
        {
            throw new ZenException(ErrorCode.NotFound,
                $"The secret '{current.Name}' has no key {string.Join(", ", absent.Select(key => $"'{key}'"))} to remove. Nothing was changed.");
        }
    }

    private static async Task<Secret> ReadValuesAsync(IUnitOfWork unit, SecretInfo info, CancellationToken cancellationToken) =>
        new(info, await unit.SecretValues.GetAsync(SecretsStoreEntry.Of(info), cancellationToken)
            ?? throw new ZenException(ErrorCode.ValuesMissing,
                $"The values of the secret '{info.Name}' ({info.Id}) are missing from the secrets store. Restore the store from a backup, or delete the secret and create it anew."));

    private Task<SecretInfo> FindAsync(
        IUnitOfWork unit, Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        Lookup.FindAsync(new SecretLookupSource(unit.Secrets, workspace, scope, caller.UserId), "secret", text, mode, cancellationToken);

    private async Task<ILookup<string, SecretInfo>> FindReferredAsync(
        IUnitOfWork unit, Id<Workspace> workspace, IEnumerable<SecretReference> references, CancellationToken cancellationToken)
    {
        var names = references.Select(reference => reference.Name).Distinct(StringComparer.Ordinal).ToArray();
        var found = await unit.Secrets.FindByNamesAsync(workspace, names, caller.UserId, cancellationToken);
        return found.ToLookup(secret => secret.Name.Value, StringComparer.Ordinal);
    }

    private async Task<SecretInfo> RequireAsync(IUnitOfWork unit, Id<Secret> id, CancellationToken cancellationToken) =>
        await unit.Secrets.FindByIdAsync(id, caller.UserId, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no secret with the id {id}.");

    private async Task EnsureNameIsFreeAsync(IUnitOfWork unit, SecretInfo wanted, CancellationToken cancellationToken)
    {
        // Asked for the caller, also about a secret that someone else shares: no answer may depend on what the caller cannot see.
        // Nothing but an owner's own change ends in the user scope.
        var sameName = await unit.Secrets.FindByNamesAsync(wanted.Workspace.Id, [wanted.Name.Value], caller.UserId, cancellationToken);
        if (sameName.Any(other => other.Scope == wanted.Scope && other.Id != wanted.Id))
        {
            var scope = wanted.Scope == SecretScope.User ? "user" : "workspace";
            throw new ZenException(ErrorCode.AlreadyExists,
                $"A secret named '{wanted.Name}' already exists in the {scope} scope of the workspace '{wanted.Workspace.Name}'.");
        }
    }
}
