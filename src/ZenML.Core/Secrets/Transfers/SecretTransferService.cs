using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Storage;

namespace ZenML.Core.Secrets.Transfers;

/// <summary>Copies and moves secrets for one caller. <see cref="SecretRules"/> decides about them.</summary>
public sealed class SecretTransferService(Caller caller, ServiceDependencies parts) : ISecretTransferService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private readonly SecretRules rules = new(caller, parts.Clock);

    private readonly VisibleSecrets secrets = new(caller, parts.Clock);

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, audit);

    /// <inheritdoc />
    public Task<SecretInfo> CopyAsync(Id<Secret> id, SecretCopy copy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var created = Id<Secret>.New();
        SecretInfo? original = null;
        return Storage.ChangeAsync(
            new SecretChange<SecretInfo>
            {
                Action = AuditAction.Create,
                IfVersion = copy.IfVersion,
                Decide = async (unit, token) =>
                {
                    original = await secrets.RequireAsync(unit, id, SecretRights.Read, token);
                    var secret = new NewSecret(
                        copy.Workspace ?? original.Workspace.Id, copy.Name, copy.Scope ?? original.Scope, new SecretValues())
                    {
                        KeepVersions = original.KeepVersions,
                        IsRestricted = original.IsRestricted && (copy.Scope ?? original.Scope) == SecretScope.Workspace,
                    };
                    var decision = await rules.DecideCreationAsync(unit, created, secret, token);
                    return decision with
                    {
                        After = decision.After! with { Details = original.Details }, Source = original, NeedsValues = true,
                    };
                },
                Merge = (_, present) => new SecretValues(present!),
                Complete = async (unit, info, _, token) =>
                {
                    // The values are the caller's own from now on. The record is part of the change.
                    await audit.AddAsync(unit, AuditAction.Read, [original!], token);
                    return info;
                },
                Changed = secret => [secret],
                FindRefused = (unit, token) => secrets.FindRefusedAsync(unit, id, token),
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<SecretInfo> MoveAsync(Id<Secret> id, SecretDestination destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        long? before = null;
        return Storage.ChangeAsync(
            new SecretChange<SecretInfo>
            {
                Action = AuditAction.Update,
                IfVersion = destination.IfVersion,
                Decide = async (unit, token) =>
                {
                    var decision = await rules.DecideMoveAsync(unit, id, destination.Scope, destination.Workspace, token);
                    before = decision.Before!.Version;
                    return decision;
                },
                IsNothing = (decision, _) => decision.IsSameButForTime,
                Complete = (_, info, _, _) => Task.FromResult(info),
                Changed = moved => moved.Version == before ? [] : [moved],
                FindRefused = (unit, token) => secrets.FindRefusedAsync(unit, id, token),
            },
            cancellationToken);
    }
}
