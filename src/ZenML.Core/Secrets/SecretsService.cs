using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// Decides everything about secrets: validation, scope, uniqueness, versions, merging. <see cref="SecretStorage"/> below it commits what it
/// decides.
/// </summary>
public sealed class SecretsService(Caller caller, ServiceDependencies parts) : ISecretsService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private readonly IDatabase database = parts.Database;

    private readonly TimeProvider clock = parts.Clock;

    private readonly VisibleSecrets secrets = new(caller);

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, audit);

    /// <inheritdoc />
    public Task<SecretInfo> CreateAsync(NewSecret secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var values = new SecretValues(secret.Values);
        SecretLimits.Check(values);
        SecretLimits.CheckKeepVersions(secret.KeepVersions);
        var id = Id<Secret>.New();
        return Storage.ChangeAsync(
            new SecretChange<SecretInfo>
            {
                Action = AuditAction.Create,
                Decide = (unit, token) => DecideCreationAsync(unit, id, secret, token),
                Merge = (_, _) => values,
                Complete = ReturnInfo,
                Changed = created => [created],
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken) =>
        ReadOneAsync((unit, token) => secrets.RequireAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Secret> FindWithValuesAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        ReadOneAsync((unit, token) => secrets.FindAsync(unit, workspace, text, scope, mode, token), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Secret>> FindManyWithValuesAsync(
        Id<Workspace> workspace, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        SecretLimits.CheckReads(texts.Count);
        var found = new List<SecretInfo>();
        var read = await Storage.ReadAsync(
            async (unit, token) =>
            {
                found.Clear();
                foreach (var text in texts)
                {
                    found.Add(await secrets.FindAsync(unit, workspace, text, scope: null, LookupMode.Exact, token));
                }

                return [.. found.DistinctBy(secret => secret.Id)];
            },
            cancellationToken);
        await audit.RecordReadsAsync(read.Select(secret => secret.Info), cancellationToken);
        var byId = read.ToDictionary(secret => secret.Info.Id);
        return [.. found.Select(secret => byId[secret.Id])];
    }

    /// <inheritdoc />
    public Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken) =>
        UpdateAsync(id, update, readsValues: false, ReturnInfo, changed => changed, cancellationToken);

    /// <inheritdoc />
    public Task<Secret> UpdateWithValuesAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken) =>
        UpdateAsync(
            id,
            update,
            readsValues: true,
            async (unit, info, values, token) =>
            {
                if (!update.ReplaceAll)
                {
                    // The caller learns values that they did not send. The record is part of the change.
                    await audit.AddAsync(unit, AuditAction.Read, [info], token);
                }

                return new Secret(info, values!);
            },
            changed => changed.Info,
            cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(Id<Secret> id, CancellationToken cancellationToken) => Storage.ChangeAsync(
        new SecretChange<SecretInfo>
        {
            Action = AuditAction.Delete,
            Decide = async (unit, token) =>
            {
                var secret = Permission.CanDeleteSecretsOfOthers(caller) ? await unit.Secrets.FindByIdAsync(id, token) : null;
                secret ??= await secrets.RequireAsync(unit, id, token);
                var now = clock.GetTimeOfChange(secret.Updated);
                return new SecretDecision(secret, secret with { Updated = now, Version = secret.Version + 1, Deleted = now });
            },
            Complete = ReturnInfo,
            Changed = deleted => [deleted],
        },
        cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        Id<Workspace> workspace, IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken)
    {
        var distinct = references.Distinct().ToArray();
        var read = await Storage.ReadAsync(
            async (unit, token) =>
            {
                var visible = await secrets.FindReferredAsync(unit, workspace, distinct, token);
                MissingSecrets.ThrowIfAny(distinct.Select(
                    reference => SecretResolver.Check(visible[reference.Name], reference, SecretValidationLevel.SecretAndKeyExists)));
                return [.. distinct.Select(reference => reference.Name).Distinct(StringComparer.Ordinal)
                    .Select(name => SecretResolver.Choose(visible[name], name)!)];
            },
            cancellationToken);
        await audit.RecordReadsAsync(read.Select(secret => secret.Info), cancellationToken);
        var byName = read.ToDictionary(secret => secret.Name, StringComparer.Ordinal);
        return distinct.ToDictionary(reference => reference, reference => byName[reference.Name][reference.Key]);
    }

    private Task<TResult> UpdateAsync<TResult>(
        Id<Secret> id,
        SecretUpdate update,
        bool readsValues,
        Func<IUnitOfWork, SecretInfo, SecretValues?, CancellationToken, Task<TResult>> complete,
        Func<TResult, SecretInfo> changed,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        SecretLimits.CheckKeepVersions(update.KeepVersions);
        return Storage.ChangeAsync(
            new SecretChange<TResult>
            {
                Action = AuditAction.Update,
                Decide = (unit, token) => DecideUpdateAsync(unit, id, update, readsValues, token),
                Merge = (decision, present) => update.ChangesValues ? update.Merge(decision.Before, present) : null,
                Complete = complete,
                Changed = result => [changed(result)],
                FindRefused = async (unit, token) => await secrets.RequireAsync(unit, id, token),
            },
            cancellationToken);
    }

    internal async Task<SecretDecision> DecideCreationAsync(
        IUnitOfWork unit, Id<Secret> id, NewSecret secret, CancellationToken cancellationToken)
    {
        var workspace = await unit.Workspaces.RequireAsync(secret.Workspace, cancellationToken);
        var now = clock.GetMicrosecondUtcNow();
        var created = new SecretInfo
        {
            Id = id,
            Name = secret.Name,
            Scope = secret.Scope,
            Workspace = new(workspace.Id, workspace.Name),
            User = new(caller.UserId, caller.Name),
            Created = now,
            Updated = now,
            Version = 1,
            ValuesVersion = 1,
            Keys = [],
            KeepVersions = secret.KeepVersions is 0 ? null : secret.KeepVersions,
            Details = secret.Details?.ApplyTo(SecretDetails.None) ?? SecretDetails.None,
        };
        await EnsureNameIsFreeAsync(unit, created, cancellationToken);
        return new SecretDecision(Before: null, created);
    }

    internal async Task<SecretDecision> DecideUpdateAsync(
        IUnitOfWork unit, Id<Secret> id, SecretUpdate update, bool readsValues, CancellationToken cancellationToken,
        bool ensuresName = true)
    {
        var current = await secrets.RequireAsync(unit, id, cancellationToken);
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
            KeepVersions = update.KeepVersions is { } kept ? kept == 0 ? null : kept : current.KeepVersions,
            Details = update.Details?.ApplyTo(current.Details) ?? current.Details,
        };
        if (ensuresName && (changed.Name != current.Name || changed.Scope != current.Scope))
        {
            await EnsureNameIsFreeAsync(unit, changed, cancellationToken);
        }

        return new SecretDecision(current, changed, update.ChangesValues ? !update.ReplaceAll : readsValues);
    }

    private static Task<SecretInfo> ReturnInfo(
        IUnitOfWork unit, SecretInfo info, SecretValues? values, CancellationToken cancellationToken) => Task.FromResult(info);

    private async Task<Secret> ReadOneAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretInfo>> find, CancellationToken cancellationToken)
    {
        var read = await Storage.ReadAsync(async (unit, token) => [await find(unit, token)], cancellationToken);
        await audit.RecordReadsAsync([read[0].Info], cancellationToken);
        return read[0];
    }

    internal async Task EnsureNameIsFreeAsync(IUnitOfWork unit, SecretInfo wanted, CancellationToken cancellationToken)
    {
        // Asked for the caller, also about a secret that someone else shares: no answer may depend on what the caller cannot see.
        // Nothing but an owner's own change ends in the user scope.
        var sameName = await unit.Secrets.FindByNamesAsync(wanted.Workspace.Id, [wanted.Name.Value], caller.UserId, cancellationToken);
        if (sameName.Any(other => other.Scope == wanted.Scope && other.Id != wanted.Id))
        {
            var scope = wanted.Scope == SecretScope.User ? "user" : "workspace";
            throw new ZenException(ErrorCode.AlreadyExists,
                $"A secret named '{wanted.Name}' already exists in the {scope} scope of the workspace '{wanted.Workspace.Name}'. "
                    + $"To change it: zenml secret update {ShellWord.Quote(wanted.Name.Value)} --KEY=VALUE");
        }
    }
}
