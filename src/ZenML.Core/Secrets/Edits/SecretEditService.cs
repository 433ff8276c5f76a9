using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Storage;

namespace ZenML.Core.Secrets.Edits;

/// <summary>Edits secrets for one caller. <see cref="SecretRules"/> decides about them.</summary>
public sealed class SecretEditService(Caller caller, ServiceDependencies parts) : ISecretEditService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private readonly SecretRules rules = new(caller, parts.Clock);

    private readonly VisibleSecrets secrets = new(caller, parts.Clock);

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, audit);

    /// <inheritdoc />
    public Task<EditedSecret> EditAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        SecretLimits.CheckKeepVersions(update.KeepVersions);
        return ChangeAsync(
            update,
            (unit, token) => DecideEditAsync(unit, id, update, token),
            (unit, token) => secrets.FindRefusedAsync(unit, id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<EditedSecret> SetAsync(NewSecret secret, long? ifVersion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        SecretLimits.CheckKeepVersions(secret.KeepVersions);
        var update = new SecretUpdate
        {
            Set = new SecretValues(secret.Values),
            Details = secret.Details,
            KeepVersions = secret.KeepVersions,
            IsRestricted = secret.IsRestricted,
            IfVersion = ifVersion,
        };
        SecretLimits.Check(update.Set);
        var id = Id<Secret>.New();
        return ChangeAsync(
            update,
            async (unit, token) =>
            {
                var named = await secrets.FindByNamesAsync(unit, secret.Workspace, [secret.Name.Value], token);
                return SecretRules.FindToSet(named, secret) is { } present
                    ? await DecideEditAsync(unit, present.Id, update, token)
                    : await rules.DecideCreationAsync(unit, id, secret, token);
            },
            (_, _) => Task.FromResult<IResource?>(null),
            cancellationToken);
    }

    private async Task<SecretDecision> DecideEditAsync(
        IUnitOfWork unit, Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken) =>
        await rules.DecideUpdateAsync(unit, id, update, SecretRights.None, cancellationToken) with { NeedsValues = update.ChangesValues };

    private Task<EditedSecret> ChangeAsync(
        SecretUpdate update,
        Func<IUnitOfWork, CancellationToken, Task<SecretDecision>> decide,
        Func<IUnitOfWork, CancellationToken, Task<IResource?>> findRefused,
        CancellationToken cancellationToken)
    {
        // Set by the last merge, which is the one that is committed: a storage that starts over merges again.
        var (keys, before) = (KeyChanges.None, (SecretInfo?)null);
        return Storage.ChangeAsync(
            new SecretChange<EditedSecret>
            {
                Action = AuditAction.Update,
                IfVersion = update.IfVersion,
                Decide = decide,
                Merge = (decision, present) =>
                {
                    before = decision.Before;
                    var written = before is null || update.ChangesValues ? update.Merge(before, present ?? new SecretValues()) : null;
                    keys = written is null ? KeyChanges.None : KeyChanges.Between(present ?? new SecretValues(), written);

                    // Equal values are not written, whatever else changes.
                    return before is not null && keys.IsNone && written?.Keys.SequenceEqual(before.Keys, StringComparer.Ordinal) == true
                        ? null
                        : written;
                },
                IsNothing = (decision, written) => decision.IsSameButForTime && written is null,
                Complete = async (unit, info, _, token) =>
                {
                    var edited = new EditedSecret(info, keys, before is null, info.Version != before?.Version);
                    await RecordAsync(unit, edited, update, token);
                    return edited;
                },
                Changed = _ => [],
                FindRefused = findRefused,
            },
            cancellationToken);
    }

    /// <remarks>Who is told that values are equal has learned them. The record is part of the transaction.</remarks>
    private async Task RecordAsync(IUnitOfWork unit, EditedSecret edited, SecretUpdate update, CancellationToken cancellationToken)
    {
        var action = edited.IsNew ? AuditAction.Create : edited.IsChanged ? AuditAction.Update : AuditAction.Read;
        if (action != AuditAction.Read || update.Set.Count > 0)
        {
            await audit.AddAsync(unit, action, [edited.Secret], cancellationToken);
        }
    }
}
