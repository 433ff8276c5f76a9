using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.History;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// Values in a back end outside the database. A change writes them under a key of its own first, then commits the
/// metadata that points to them if the secret is still as it was; else it starts over.
/// </summary>
internal sealed class ExternalSecretStorage(IDatabase database, ExternalSecretValues external, AuditTrail audit) : SecretStorage
{
    // A version that is read may have been deleted meanwhile, by changes that followed each other quickly.
    private const int MostReads = 3;

    // Of changes that meet, one is committed and the others start over, so this many at once are served.
    private const int MostAttempts = 32;

    public override async Task<IReadOnlyList<Secret>> ReadAsync(
        Func<IUnitOfWork, CancellationToken, Task<IReadOnlyList<SecretInfo>>> choose, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (chosen, stored) = await FindAsync(choose, found => found, cancellationToken);
            var values = await external.GetAsync(stored, cancellationToken);
            if (chosen.FirstOrDefault(secret => !values.ContainsKey(secret.Id)) is not { } missing)
            {
                return [.. chosen.Select(secret => new Secret(secret, Checked(secret, values[secret.Id])))];
            }

            if (attempt == MostReads)
            {
                throw ValuesMissing(missing);
            }
        }
    }

    public override async Task<(SecretVersionChoice Chosen, IReadOnlyList<SecretValues> Values)> ReadVersionsAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (chosen, stored) = await FindVersionsAsync(choose, cancellationToken);
            var values = new List<SecretValues>();
            foreach (var version in stored)
            {
                values.AddRange(await TryGetAsync(chosen.Secret, version, cancellationToken) is { } found ? [found] : []);
            }

            if (values.Count == chosen.Versions.Count)
            {
                return (chosen, values);
            }

            if (attempt == MostReads)
            {
                throw ValuesMissing(chosen.Secret);
            }
        }
    }

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

    public override Task DestroyAsync(IUnitOfWork unit, Id<Secret> secret, long version, CancellationToken cancellationToken) =>
        unit.ExternalValues.RetireAsync(secret, version, cancellationToken);

    public override Task CompleteDestructionAsync(Id<Secret> secret) => external.TryDeleteUnusedAsync(secret);

    public override Task<TResult> ChangeAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken) =>
        audit.RecordRefusalsAsync(change.Action, change.FindRefused, () => StartOverWhileStaleAsync(change, cancellationToken));

    public override async Task DeleteAsync(IUnitOfWork unit, SecretInfo secret, CancellationToken cancellationToken)
    {
        await unit.ExternalValues.RetireAsync(secret.Id, cancellationToken);

        // There are some if the secret is older than the back end.
        await unit.SecretValues.DeleteAsync(secret.Id, cancellationToken);
        await unit.Secrets.DeleteAsync(secret, cancellationToken);
    }

    public override Task CleanAsync(Id<Secret> secret) => external.TryDeleteUnusedAsync(secret);

    private async Task<TResult> StartOverWhileStaleAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ChangeOnceAsync(change, cancellationToken);
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
        var (decision, stored) = await FindAsync(
            change.Decide, decided => decided.NeedsValues ? [decided.Source!] : [], cancellationToken);
        var given = decision.SourceVersion is { } source ? await GetSourceAsync(decision.Source!, source, cancellationToken)
            : decision.NeedsValues ? await GetAsync(decision.Source!, stored, cancellationToken)
            : null;
        var written = change.Merge(decision, given);
        var isNothing = change.IsNothing(decision, written);
        var before = isNothing ? null : await FindToCompareAsync(
            decision, given, written, () => TryGetCurrentAsync(decision.Before!, cancellationToken));
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
        var decision = await change.Decide(unit, cancellationToken);
        if ((decided.NeedsValues || version is not null) && !decided.IsStill(decision))
        {
            throw new StaleChangeException();
        }

        if (decision.After is not { } after)
        {
            await DeleteAsync(unit, decision.Before!, cancellationToken);
            return decision.Before!;
        }

        var info = written is null ? after : WithValues(after, written);
        var line = SecretLine.Of(audit.Caller, decision, info, before, written);
        await (decision.Before is null
            ? unit.Secrets.AddAsync(info, line, cancellationToken)
            : unit.Secrets.UpdateAsync(info, line, cancellationToken));
        if (version is not null && !await unit.ExternalValues.CommitAsync(version, info, cancellationToken))
        {
            throw new StaleChangeException();
        }

        if (version is null && line.KeepVersions is not null)
        {
            await unit.ExternalValues.TrimAsync(info, cancellationToken);
        }

        return info;
    }

    /// <summary>Makes sure that there still is nothing to write.</summary>
    private static async Task<SecretInfo> LeaveAsync<TResult>(
        IUnitOfWork unit, SecretChange<TResult> change, SecretDecision decided, CancellationToken cancellationToken) =>
        await change.Decide(unit, cancellationToken) is var decision && decided.IsStill(decision)
            ? decision.Before!
            : throw new StaleChangeException();

    private async Task<SecretValues> GetAsync(
        SecretInfo secret, IReadOnlyCollection<StoredSecretVersion> stored, CancellationToken cancellationToken) =>
        (await external.GetAsync(stored, cancellationToken)).TryGetValue(secret.Id, out var values)
            ? Checked(secret, values)
            : throw ValuesMissing(secret);

    private async Task<SecretValues> GetSourceAsync(SecretInfo secret, long version, CancellationToken cancellationToken)
    {
        var stored = await FindAsync();
        return await TryGetAsync(secret, stored, cancellationToken)
            ?? throw (stored is not null && await FindAsync() is not null ? ValuesMissing(secret) : new StaleChangeException());

        Task<(StoredSecretVersion Version, IReadOnlyList<string> Keys)?> FindAsync() => database.ReadAsync(
            (unit, token) => unit.ExternalValues.FindVersionAsync(secret, version, token), cancellationToken);
    }

    private async Task<SecretValues?> TryGetCurrentAsync(SecretInfo secret, CancellationToken cancellationToken) =>
        await TryGetAsync(
            secret,
            await database.ReadAsync(
                (unit, token) => unit.ExternalValues.FindVersionAsync(secret, secret.ValuesVersion, token), cancellationToken),
            cancellationToken);

    private async Task<SecretValues?> TryGetAsync(
        SecretInfo secret, (StoredSecretVersion Version, IReadOnlyList<string> Keys)? stored, CancellationToken cancellationToken) =>
        stored is { } found && (await external.GetAsync([found.Version], cancellationToken)).TryGetValue(secret.Id, out var values)
            ? Checked(secret, values, found.Keys)
            : null;

    private Task<(SecretVersionChoice Chosen, List<(StoredSecretVersion Version, IReadOnlyList<string> Keys)?> Stored)> FindVersionsAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var chosen = await choose(unit, token);
                var stored = new List<(StoredSecretVersion, IReadOnlyList<string>)?>();
                foreach (var line in chosen.Versions)
                {
                    stored.Add(await unit.ExternalValues.FindVersionAsync(chosen.Secret, line.Version, token));
                }

                return (chosen, stored);
            },
            cancellationToken);

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

    private static SecretValues Checked(SecretInfo secret, SecretValues values, IReadOnlyList<string>? keys = null) =>
        values.Keys.SequenceEqual(keys ?? secret.Keys, StringComparer.Ordinal)
            ? values
            : throw new ZenException(ErrorCode.StoreDamaged,
                $"The values of the secret '{secret.Name}' ({secret.Id}) in the secrets store differ from what was written. "
                + $"Restore the store from a backup.");
}
