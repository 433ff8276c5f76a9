using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Deletion;
using ZenML.Core.Secrets.History;
using ZenML.Core.Secrets.Import;

namespace ZenML.Core.Secrets.Storage;

/// <summary>Values in the database: each read is one snapshot, each change one transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">Records changes.</param>
/// <param name="maximumBytesPerRead">The most bytes that one read of secrets returns.</param>
/// <param name="expired">Purges deleted secrets with each change; null if something else does it.</param>
internal sealed class DatabaseSecretStorage(IDatabase database, AuditTrail audit, long maximumBytesPerRead, ExpiredSecrets? expired)
    : SecretStorage
{
    public override Task<IReadOnlyList<Secret>> ReadAsync(
        Func<IUnitOfWork, CancellationToken, Task<IReadOnlyList<SecretInfo>>> choose, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Secret>>(
            async (unit, token) =>
            {
                var secrets = new List<Secret>();
                var budget = new ReadBudget(maximumBytesPerRead);
                foreach (var chosen in await choose(unit, token))
                {
                    var values = await GetAsync(unit, chosen, chosen.ValuesVersion, token);
                    budget.Add(values);
                    secrets.Add(new Secret(chosen, values));
                }

                return secrets;
            },
            cancellationToken);

    public override Task<(SecretVersionChoice Chosen, IReadOnlyList<SecretValues> Values)> ReadVersionsAsync(
        Func<IUnitOfWork, CancellationToken, Task<SecretVersionChoice>> choose, CancellationToken cancellationToken) =>
        database.ReadAsync<(SecretVersionChoice, IReadOnlyList<SecretValues>)>(
            async (unit, token) =>
            {
                var chosen = await choose(unit, token);
                var values = new List<SecretValues>();
                foreach (var entry in chosen.Versions)
                {
                    values.Add(await GetAsync(unit, chosen.Secret, entry.Version, token));
                }

                return (chosen, values);
            },
            cancellationToken);

    public override Task<(TFound Found, IReadOnlySet<Id<Secret>> Missing)> FindMissingAsync<TFound>(
        Func<IUnitOfWork, CancellationToken, Task<TFound>> find,
        Func<TFound, IReadOnlyCollection<SecretInfo>> choose,
        CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (unit, token) =>
            {
                var found = await find(unit, token);
                await unit.SecretValues.EnsureUsableAsync(token);
                return (found, await unit.SecretValues.FindMissingAsync(choose(found), token));
            },
            cancellationToken);

    public override Task DestroyAsync(IUnitOfWork unit, Id<Secret> secret, long version, CancellationToken cancellationToken) =>
        unit.SecretValues.DestroyAsync(secret, version, cancellationToken);

    public override Task<TResult> ChangeAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken) =>
        audit.ChangeAsync(
            change.Action,
            async (unit, token) =>
            {
                var decision = await change.DecideAsync(unit, token);
                var given = decision.NeedsValues || decision.SourceVersion is not null
                    ? await GetAsync(unit, decision.Source!, decision.SourceVersion ?? decision.Source!.ValuesVersion, token)
                    : null;
                var written = change.Merge(decision, given);
                if (change.IsNothing(decision, written))
                {
                    return await change.Complete(unit, decision.Before!, written ?? given, token);
                }

                var before = await FindToCompareAsync(
                    decision, given, written, () => unit.SecretValues.GetAsync(decision.Before!, token));
                var info = await WriteAsync(unit, decision, before, written, token);
                await PurgeExpiredAsync(unit, token);
                return await change.Complete(unit, info, written ?? given, token);
            },
            change.Changed,
            change.FindRefused,
            cancellationToken);

    public override Task<SecretImportReport> ImportAsync(SecretImportPlan plan, CancellationToken cancellationToken) =>
        audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var merged = new List<MergedSecret>();
                foreach (var (index, decision) in (await plan.DecideAsync(unit, token)).Index())
                {
                    var present = decision.Before is { } before
                        ? await GetAsync(unit, before, before.ValuesVersion, token)
                        : null;
                    var secret = plan.Merge(index, decision, present);
                    merged.Add(secret.Values is null
                        ? secret
                        : secret with { Info = await WriteAsync(unit, decision, present, secret.Values, token) });
                }

                await PurgeExpiredAsync(unit, token);
                return await plan.CompleteAsync(unit, merged, token);
            },
            _ => [],
            cancellationToken);

    public override async Task DeleteAsync(IUnitOfWork unit, SecretInfo secret, CancellationToken cancellationToken)
    {
        await unit.SecretValues.DeleteAsync(secret.Id, cancellationToken);
        await unit.Secrets.DeleteAsync(secret, cancellationToken);
    }

    private Task PurgeExpiredAsync(IUnitOfWork unit, CancellationToken cancellationToken) =>
        expired?.PurgeSomeAsync(unit, cancellationToken) ?? Task.CompletedTask;

    private async Task<SecretInfo> WriteAsync(
        IUnitOfWork unit,
        SecretDecision decision,
        SecretValues? before,
        SecretValues? written,
        CancellationToken cancellationToken)
    {
        if (decision.After is not { } after)
        {
            await DeleteAsync(unit, decision.Before!, cancellationToken);
            return decision.Before!;
        }

        var info = written is null ? after : WithValues(after, written);
        var entry = SecretHistoryEntry.Of(audit.Caller, decision, info, before, written);
        if (decision.Before is null)
        {
            await unit.Secrets.AddAsync(info, entry, cancellationToken);
        }

        if (written is not null)
        {
            await unit.SecretValues.PutAsync(info, written, cancellationToken);
        }
        else if (entry.KeepVersions is not null)
        {
            await unit.SecretValues.TrimAsync(info, cancellationToken);
        }

        if (decision.Before is not null)
        {
            await unit.Secrets.UpdateAsync(info, entry, cancellationToken);
        }

        return info with { ChangedKeys = AuditedKeys.Of(entry) };
    }

    private static async Task<SecretValues> GetAsync(
        IUnitOfWork unit, SecretInfo secret, long version, CancellationToken cancellationToken) =>
        (version == secret.ValuesVersion
            ? await unit.SecretValues.GetAsync(secret, cancellationToken)
            : await unit.SecretValues.GetVersionAsync(secret, version, cancellationToken))
        ?? throw ValuesMissing(secret);
}
