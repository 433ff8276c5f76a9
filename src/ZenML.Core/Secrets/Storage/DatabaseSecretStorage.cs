using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Import;

namespace ZenML.Core.Secrets.Storage;

/// <summary>Values in the database: each read is one snapshot, each change one transaction.</summary>
internal sealed class DatabaseSecretStorage(IDatabase database, AuditTrail audit) : SecretStorage
{
    public override Task<IReadOnlyList<Secret>> ReadAsync(
        Func<IUnitOfWork, CancellationToken, Task<IReadOnlyList<SecretInfo>>> choose, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Secret>>(
            async (unit, token) =>
            {
                var secrets = new List<Secret>();
                foreach (var chosen in await choose(unit, token))
                {
                    secrets.Add(new Secret(chosen, await GetAsync(unit, chosen, token)));
                }

                return secrets;
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

    public override Task<TResult> ChangeAsync<TResult>(SecretChange<TResult> change, CancellationToken cancellationToken) =>
        audit.ChangeAsync(
            change.Action,
            async (unit, token) =>
            {
                var decision = await change.Decide(unit, token);
                var present = decision.NeedsValues ? await GetAsync(unit, decision.Before!, token) : null;
                var written = change.Merge(decision, present);
                var info = await WriteAsync(unit, decision, written, token);
                return await change.Complete(unit, info, written ?? present, token);
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
                    var present = decision.Before is { } before ? await GetAsync(unit, before, token) : null;
                    var secret = plan.Merge(index, decision, present);
                    merged.Add(secret.Values is null
                        ? secret
                        : secret with { Info = await WriteAsync(unit, decision, secret.Values, token) });
                }

                return await plan.CompleteAsync(unit, merged, token);
            },
            _ => [],
            cancellationToken);

    private static async Task<SecretInfo> WriteAsync(
        IUnitOfWork unit, SecretDecision decision, SecretValues? written, CancellationToken cancellationToken)
    {
        if (decision.After is not { } after)
        {
            await unit.SecretValues.DeleteAsync(decision.Before!.Id, cancellationToken);
            await unit.Secrets.DeleteAsync(decision.Before, cancellationToken);
            return decision.Before;
        }

        var info = written is null ? after : WithValues(after, written);
        if (decision.Before is null)
        {
            await unit.Secrets.AddAsync(info, cancellationToken);
        }

        if (written is not null)
        {
            await unit.SecretValues.PutAsync(info, written, cancellationToken);
        }

        if (decision.Before is not null)
        {
            await unit.Secrets.UpdateAsync(info, cancellationToken);
        }

        return info;
    }

    private static async Task<SecretValues> GetAsync(IUnitOfWork unit, SecretInfo secret, CancellationToken cancellationToken) =>
        await unit.SecretValues.GetAsync(secret, cancellationToken) ?? throw ValuesMissing(secret);
}
