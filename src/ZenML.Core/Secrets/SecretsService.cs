using ZenML.Core.Access;
using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// Creates, reads, changes and deletes secrets. <see cref="SecretRules"/> decides about them, and
/// <see cref="SecretStorage"/> commits what is decided.
/// </summary>
public sealed class SecretsService(Caller caller, ServiceDependencies parts) : ISecretsService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private readonly IDatabase database = parts.Database;

    private readonly SecretRules rules = new(caller, parts.Clock);

    private readonly VisibleSecrets secrets = new(caller, parts.Clock);

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
                IfVersion = null,
                Decide = (unit, token) => rules.DecideCreationAsync(unit, id, secret, token),
                Merge = (_, _) => values,
                Complete = ReturnInfo,
                Changed = created => [created],
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken) =>
        ReadOneAsync((unit, token) => secrets.RequireAsync(unit, id, SecretRights.Read, token), cancellationToken);

    /// <inheritdoc />
    public Task<Secret> FindWithValuesAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        ReadOneAsync((unit, token) => secrets.FindAsync(unit, workspace, text, scope, mode, SecretRights.Read, token), cancellationToken);

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
                    found.Add(await secrets.FindAsync(
                        unit, workspace, text, scope: null, LookupMode.Exact, SecretRights.Read, token));
                }

                return [.. found.DistinctBy(secret => secret.Id)];
            },
            cancellationToken);
        await audit.RecordReadsAsync(read.Select(secret => secret.Info), cancellationToken);
        var byId = read.ToDictionary(secret => secret.Info.Id);
        return [.. found.Select(secret => byId[secret.Id])];
    }

    /// <inheritdoc />
    public async Task<Page<Secret>> ListWithValuesAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, SecretFields.All);
        SecretLimits.CheckReads(parsed.Size);
        Page<SecretInfo>? page = null;
        var read = await Storage.ReadAsync(
            async (unit, token) =>
            {
                page = (await unit.Secrets.ListAsync(parsed, secrets.Viewer, token)).EnsureInRange();
                SecretInfo[] readable = [.. page.Items.Where(secret => secrets.May(secret, SecretRights.Read))];
                return readable.Length == 0 && page is { Index: 1, Items: [var first, ..] }
                    ? throw secrets.Refusal(first, SecretRights.Read)
                    : readable;
            },
            cancellationToken);
        await audit.RecordReadsAsync(read.Select(secret => secret.Info), cancellationToken);
        return new Page<Secret>(read, page!.Index, page.Size, page.Total);
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
    public Task DeleteAsync(Id<Secret> id, long? ifVersion, CancellationToken cancellationToken) => Storage.ChangeAsync(
        new SecretChange<SecretInfo>
        {
            Action = AuditAction.Delete,
            IfVersion = ifVersion,
            Decide = async (unit, token) =>
            {
                var secret = Permission.CanDeleteSecretsOfOthers(caller) ? await unit.Secrets.FindByIdAsync(id, token) : null;
                secret ??= await secrets.RequireAsync(unit, id, SecretRights.Administer, token);
                var changed = rules.Change(secret);
                return new SecretDecision(secret, changed with { Deleted = changed.Updated });
            },
            Complete = ReturnInfo,
            Changed = deleted => [deleted],
            FindRefused = (unit, token) => secrets.FindRefusedAsync(unit, id, token),
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
                var checks = distinct.Select(reference => secrets.Check(visible[reference.Name], reference)).ToArray();
                if (checks.Any(check => check.Outcome is not (ReferenceOutcome.Resolves or ReferenceOutcome.NotReadable)))
                {
                    MissingSecrets.ThrowIfAny(checks);
                }

                // What all of them lack is a right, if anything.
                return [.. distinct.Select(reference => reference.Name).Distinct(StringComparer.Ordinal)
                    .Select(name => secrets.Ensure(SecretResolver.Choose(visible[name], name)!, SecretRights.Read))];
            },
            cancellationToken);
        await audit.RecordReadsAsync(read.Select(secret => secret.Info), cancellationToken);
        var byName = read.ToDictionary(secret => secret.Info.ReferenceName, StringComparer.Ordinal);
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
                IfVersion = update.IfVersion,
                Decide = async (unit, token) =>
                {
                    var reads = readsValues && !update.ReplaceAll ? SecretRights.Read : SecretRights.None;
                    var decision = await rules.DecideUpdateAsync(unit, id, update, reads, token);
                    return readsValues && !update.ChangesValues ? decision with { NeedsValues = true } : decision;
                },
                Merge = (decision, present) => update.ChangesValues ? update.Merge(decision.Before, present) : null,
                Complete = complete,
                Changed = result => [changed(result)],
                FindRefused = (unit, token) => secrets.FindRefusedAsync(unit, id, token),
            },
            cancellationToken);
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
}
