using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// Values in a back end outside the database. A change writes them under a key of its own first, then commits the
/// metadata that points to them if the secret is still as it was; else it starts over.
/// </summary>
internal sealed class ExternalSecretStorage(
    IDatabase database, ExternalSecretValues external, AuditTrail audit, long maximumBytesPerRead) : SecretStorage
{
    private readonly ExternalVersionReader versions = new(database, external);

    // Of changes that meet, one is committed and the others start over, so this many at once are served.
    private const int MostAttempts = 32;

    public override async Task<IReadOnlyList<Secret>> ReadAsync(
        Func<IUnitOfWork, CancellationToken, Task<IReadOnlyList<SecretInfo>>> choose, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (chosen, stored) = await FindAsync(choose, found => found, cancellationToken);
            var values = await external.GetAsync(stored, new ReadBudget(maximumBytesPerRead), cancellationToken);
            if (chosen.FirstOrDefault(secret => !values.ContainsKey(secret.Id)) is not { } missing)
            {
                return [.. chosen.Select(secret => new Secret(secret, ExternalVersionReader.Checked(secret, values[secret.Id])))];
            }

            if (attempt == ExternalVersionReader.MostReads)
            {
                throw ValuesMissing(missing);
            }
        }
    }

    public override Task<(SecretVersionChoice Chosen, IReadOnlyList<SecretValues> Values)> ReadVersionsAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken) =>
        versions.ReadAsync(choose, cancellationToken);

    public override async Task<(TFound Found, IReadOnlySet<Id<Secret>> Missing)> FindMissingAsync<TFound>(
        Func<IUnitOfWork, CancellationToken, Task<TFound>> find,
        Func<TFound, IReadOnlyCollection<SecretInfo>> choose,
        CancellationToken cancellationToken)
    {
        var (found, stored) = await FindAsync(find, choose, cancellationToken);
        var missing = choose(found).Select(secret => secret.Id).ToHashSet();
        missing.ExceptWith(stored.Select(version => version.Key.Secret));
        missing.UnionWith(await external.FindMissingAsync(stored, cancellationToken));
        return (found, missing);
    }

    public override async Task DestroyAsync(IUnitOfWork unit, Id<Secret> secret, long version, CancellationToken cancellationToken)
    {
        await unit.ExternalValues.RetireAsync(secret, version, cancellationToken);

        // Versions from before the back end are in the database.
        await unit.SecretValues.DestroyAsync(secret, version, cancellationToken);
    }

    public override Task<TResult> ChangeAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken) =>
        audit.RecordRefusalsAsync(
            change.Action, change.FindRefused, () => StartOverWhileStaleAsync(() => ChangeOnceAsync(change, cancellationToken)));

    public override Task DeleteAsync(IUnitOfWork unit, SecretInfo secret, CancellationToken cancellationToken) =>
        DeleteEverywhereAsync(unit, secret, cancellationToken);

    public override Task CleanAsync(Id<Secret> secret) => external.TryDeleteUnusedAsync(secret);

    public override Task<SecretImportReport> ImportAsync(SecretImportPlan plan, CancellationToken cancellationToken) =>
        audit.RecordRefusalsAsync(
            AuditAction.Update,
            (_, _) => Task.FromResult<IResource?>(null),
            () => StartOverWhileStaleAsync(() => ImportOnceAsync(plan, cancellationToken)));

    private static async Task<TResult> StartOverWhileStaleAsync<TResult>(Func<Task<TResult>> attemptOnce)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await attemptOnce();
            }
            catch (StaleChangeException exception)
            {
                if (attempt == MostAttempts)
                {
                    throw new ZenException(ErrorCode.StoreUnavailable,
                        "Others changed this secret during each attempt to update it. Nothing was changed. Try again.", exception);
                }
            }
        }
    }

    private async Task<TResult> ChangeOnceAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken)
    {
        // In one snapshot: another change in between would look like damage.
        var (decision, stored, source) = await database.ReadAsync(
            async (unit, token) =>
            {
                var decided = await change.DecideAsync(unit, token);
                return (
                    decided,
                    await unit.ExternalValues.FindAsync(decided.NeedsValues ? [decided.Source!] : [], token),
                    decided.SourceVersion is { } earlier
                        ? await unit.ExternalValues.FindVersionAsync(decided.Source!, earlier, token)
                        : null);
            },
            cancellationToken);
        var given = decision.SourceVersion is not null ? await versions.GetSourceAsync(decision.Source!, source, cancellationToken)
            : decision.NeedsValues ? await GetAsync(decision.Source!, stored, cancellationToken)
            : null;
        var written = change.Merge(decision, given);
        var isNothing = change.IsNothing(decision, written);
        var before = isNothing ? null : await FindToCompareAsync(
            decision, given, written, () => versions.TryGetCurrentAsync(decision.Before!, cancellationToken));
        var version = written is null || isNothing
            ? null
            : await external.PutAsync(new(decision.After!.Id, decision.After.Version, Guid.NewGuid()), written, cancellationToken);
        try
        {
            var result = await audit.CommitAsync(
                change.Action,
                async (unit, token) =>
                {
                    var info = isNothing
                        ? await LeaveAsync(unit, change, decision, token)
                        : await WriteAsync(unit, change, decision, before, written, version, token);
                    return await change.Complete(unit, info, written ?? given, token);
                },
                change.Changed,
                cancellationToken);
            await CleanAsync((decision.After ?? decision.Before!).Id);
            return result;
        }
        catch (Exception) when (version is not null)
        {
            // This asks the database whether the version was committed, so it is right whatever the commit failed with.
            await external.TryAbandonAsync(version.Key);
            throw;
        }
    }

    private async Task<SecretInfo> WriteAsync<TResult>(
        IUnitOfWork unit,
        SecretChange<TResult> change,
        SecretDecision decided,
        SecretValues? before,
        SecretValues? written,
        StoredSecretVersion? version,
        CancellationToken cancellationToken)
    {
        var decision = await change.DecideAsync(unit, cancellationToken);
        if ((decided.NeedsValues || version is not null) && !decided.IsStill(decision))
        {
            throw new StaleChangeException();
        }

        if (decision.After is null)
        {
            await DeleteAsync(unit, decision.Before!, cancellationToken);
            return decision.Before!;
        }

        return await StoreAsync(unit, decision, before, written, version, cancellationToken);
    }

    private async Task<SecretInfo> StoreAsync(
        IUnitOfWork unit,
        SecretDecision decision,
        SecretValues? before,
        SecretValues? written,
        StoredSecretVersion? version,
        CancellationToken cancellationToken)
    {
        var info = written is null ? decision.After! : WithValues(decision.After!, written);
        var entry = SecretHistoryEntry.Of(audit.Caller, decision, info, before, written);
        await (decision.Before is null
            ? unit.Secrets.AddAsync(info, entry, cancellationToken)
            : unit.Secrets.UpdateAsync(info, entry, cancellationToken));
        if (version is not null && !await unit.ExternalValues.CommitAsync(version, info, cancellationToken))
        {
            throw new StaleChangeException();
        }

        if (version is null && entry.KeepVersions is not null)
        {
            await unit.ExternalValues.TrimAsync(info, cancellationToken);
        }

        return info with { ChangedKeys = AuditedKeys.Of(entry) };
    }

    /// <summary>Makes sure that there still is nothing to write.</summary>
    private static async Task<SecretInfo> LeaveAsync<TResult>(
        IUnitOfWork unit, SecretChange<TResult> change, SecretDecision decided, CancellationToken cancellationToken) =>
        await change.DecideAsync(unit, cancellationToken) is var decision && decided.IsStill(decision)
            ? decision.Before!
            : throw new StaleChangeException();

    private async Task<SecretImportReport> ImportOnceAsync(SecretImportPlan plan, CancellationToken cancellationToken)
    {
        var (decisions, found) = await FindAsync(
            plan.DecideAsync, decided => [.. decided.Select(decision => decision.Before).OfType<SecretInfo>()], cancellationToken);
        var present = await external.GetAsync(found, cancellationToken);
        var merged = decisions
            .Select((decision, index) => plan.Merge(index, decision, decision.Before is { } before ? ValuesOf(before, present) : null))
            .ToArray();
        var stored = new StoredSecretVersion?[merged.Length];
        try
        {
            await PutAllAsync(merged, stored, cancellationToken);
            var report = await audit.CommitAsync(
                AuditAction.Update,
                async (unit, token) => await plan.CompleteAsync(unit, await WriteAsync(unit, plan, merged, stored, token), token),
                _ => [],
                cancellationToken);
            await Task.WhenAll(stored.OfType<StoredSecretVersion>().Select(version => external.TryDeleteUnusedAsync(version.Key.Secret)));
            return report;
        }
        catch (Exception)
        {
            // This asks the database whether the versions were committed, so it is right whatever the commit failed with.
            await Task.WhenAll(stored.OfType<StoredSecretVersion>().Select(version => external.TryAbandonAsync(version.Key)));
            throw;
        }
    }

    private async Task PutAllAsync(
        MergedSecret[] merged, StoredSecretVersion?[] stored, CancellationToken cancellationToken)
    {
        var places = new Dictionary<SecretVersionKey, int>();
        foreach (var (index, secret) in merged.Index().Where(secret => secret.Item.Values is not null))
        {
            places.Add(new(secret.Decision.After!.Id, secret.Decision.After.Version, Guid.NewGuid()), index);
        }

        await external.PutManyAsync(
            places.Select(place => (place.Key, merged[place.Value].Values!)),
            version => stored[places[version.Key]] = version,
            cancellationToken);
    }

    private async Task<List<MergedSecret>> WriteAsync(
        IUnitOfWork unit,
        SecretImportPlan plan,
        MergedSecret[] merged,
        StoredSecretVersion?[] stored,
        CancellationToken cancellationToken)
    {
        var written = new List<MergedSecret>();
        foreach (var (index, decision) in (await plan.DecideAsync(unit, cancellationToken)).Index())
        {
            var secret = merged[index];
            if (!secret.Decision.IsStill(decision))
            {
                throw new StaleChangeException();
            }

            if (secret.Values is { } values)
            {
                secret = secret with
                {
                    Info = await StoreAsync(unit, decision, secret.Present, values, stored[index], cancellationToken),
                };
            }

            written.Add(secret);
        }

        return written;
    }

    private async Task<SecretValues> GetAsync(
        SecretInfo secret, IReadOnlyCollection<StoredSecretVersion> stored, CancellationToken cancellationToken) =>
        ValuesOf(secret, await external.GetAsync(stored, cancellationToken));

    private static SecretValues ValuesOf(SecretInfo secret, IReadOnlyDictionary<Id<Secret>, SecretValues> values) =>
        values.TryGetValue(secret.Id, out var found) ? ExternalVersionReader.Checked(secret, found) : throw ValuesMissing(secret);

    private Task<(TFound Found, IReadOnlyList<StoredSecretVersion> Stored)> FindAsync<TFound>(
        Func<IUnitOfWork, CancellationToken, Task<TFound>> find,
        Func<TFound, IReadOnlyCollection<SecretInfo>> choose,
        CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var found = await find(unit, token);
                return (found, await unit.ExternalValues.FindAsync(choose(found), token));
            },
            cancellationToken);
}
