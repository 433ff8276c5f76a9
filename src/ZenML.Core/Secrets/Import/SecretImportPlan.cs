using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Import;

/// <summary>Decides what an import means, in steps that a <see cref="SecretStorage"/> puts together and may run more than once.</summary>
internal sealed class SecretImportPlan(
    Caller caller, TimeProvider clock, AuditTrail audit, Id<Workspace> workspace, IReadOnlyList<SecretImport> imports)
{
    private readonly SecretRules rules = new(caller, clock);

    private readonly VisibleSecrets secrets = new(caller, clock);

    private readonly Id<Secret>[] newIds = [.. imports.Select(_ => Id<Secret>.New())];

    /// <summary>Finds the secrets. One decision for each secret of the import, in its order. Writes nothing.</summary>
    public async Task<IReadOnlyList<SecretDecision>> DecideAsync(IUnitOfWork unit, CancellationToken cancellationToken)
    {
        var home = await unit.Workspaces.RequireAsync(workspace, cancellationToken);
        var names = imports.Select(import => import.Name.Value).Distinct(StringComparer.Ordinal).ToArray();
        var found = (await secrets.FindByNamesAsync(unit, workspace, names, cancellationToken))
            .ToLookup(secret => secret.ReferenceName, StringComparer.Ordinal);
        var decisions = imports.Select((import, index) => Decide(import, newIds[index], home, found[import.Name.Value])).ToArray();
        SecretImportLimits.EnsureDistinct(decisions.Select(decision => (NameOf(decision.After!), decision.After!.Scope)));
        return decisions;
    }

    /// <summary>Compares a secret of the import with what is stored.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="decision">The decision for it.</param>
    /// <param name="present">The stored values; null if the secret does not exist.</param>
    public MergedSecret Merge(int index, SecretDecision decision, SecretValues? present)
    {
        var values = imports[index].ApplyTo(present);
        var keys = KeyChanges.Between(present ?? new SecretValues(), values);
        if (decision.Before is not null && keys.IsNone)
        {
            return new(decision, keys, null);
        }

        SecretImportLimits.CheckValues(imports[index].Name, values);
        return new(decision, keys, values) { Present = present };
    }

    /// <summary>Records the changes in the audit log, in their transaction, and returns the report.</summary>
    /// <remarks>Whoever compares a value learns whether it is the same, so a secret that stays as it is counts as read.</remarks>
    public async Task<SecretImportReport> CompleteAsync(
        IUnitOfWork unit, IReadOnlyList<MergedSecret> merged, CancellationToken cancellationToken)
    {
        foreach (var group in merged.GroupBy(secret => OutcomeOf(secret) switch
        {
            SecretImportOutcome.Created => AuditAction.Create,
            SecretImportOutcome.Updated => AuditAction.Update,
            _ => AuditAction.Read,
        }))
        {
            await audit.AddAsync(unit, group.Key, group.Select(secret => secret.Info!), cancellationToken);
        }

        return Report(merged);
    }

    /// <summary>What was done, or would be done.</summary>
    public static SecretImportReport Report(IEnumerable<MergedSecret> merged) => new(
    [
        .. merged.Select(secret => new ImportedSecret(
            NameOf(secret.Decision.After!), secret.Decision.After!.Scope, OutcomeOf(secret), secret.Keys)
        {
            Id = secret.Info?.Id,
            Version = secret.Info?.Version,
        }),
    ]);

    private static SecretName NameOf(SecretInfo secret) =>
        secret.IsShared ? SecretName.Existing(secret.ReferenceName) : secret.Name;

    private static SecretImportOutcome OutcomeOf(MergedSecret secret) =>
        secret.Decision.Before is null ? SecretImportOutcome.Created
        : secret.Values is null ? SecretImportOutcome.Unchanged
        : SecretImportOutcome.Updated;

    private SecretDecision Decide(SecretImport import, Id<Secret> newId, Workspace home, IEnumerable<SecretInfo> visible)
    {
        if (SecretResolver.Choose(visible, import.Name.Value, import.Scope) is { } current)
        {
            secrets.Ensure(current, SecretRights.Write);
            return new SecretDecision(current, rules.Change(current), NeedsValues: true);
        }

        var created = rules.Begin(newId, import.Name, import.Scope ?? SecretScope.Workspace, new(home.Id, home.Name));
        secrets.EnsureMayCreate(created);
        secrets.EnsureSeesNames(created);
        SecretRules.EnsureNotShared(visible, created);
        return new SecretDecision(Before: null, created);
    }
}
