using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// Decides everything about the metadata of secrets: owner, scope, uniqueness of names, versions. The services of secrets make
/// changes out of these decisions. Writes nothing.
/// </summary>
internal sealed class SecretRules(Caller caller, TimeProvider clock)
{
    private readonly VisibleSecrets secrets = new(caller);

    /// <summary>The metadata of a new secret of the caller, without keys.</summary>
    public SecretInfo Begin(Id<Secret> id, SecretName name, SecretScope scope, ResourceReference<Workspace> workspace)
    {
        var now = clock.GetMicrosecondUtcNow();
        return new SecretInfo
        {
            Id = id,
            Name = name,
            Scope = scope,
            Workspace = workspace,
            User = new(caller.UserId, caller.Name),
            Created = now,
            Updated = now,
            Version = 1,
            ValuesVersion = 1,
            Keys = [],
        };
    }

    /// <summary>Decides about a secret to be created.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/> (workspace), <see cref="ErrorCode.AlreadyExists"/>.</exception>
    public async Task<SecretDecision> DecideCreationAsync(
        IUnitOfWork unit, Id<Secret> id, NewSecret secret, CancellationToken cancellationToken)
    {
        var workspace = await unit.Workspaces.RequireAsync(secret.Workspace, cancellationToken);
        secret.Details?.EnsureHas(secret.Name.Value, [.. secret.Values.Keys]);
        var created = Begin(id, secret.Name, secret.Scope, new(workspace.Id, workspace.Name)) with
        {
            KeepVersions = secret.KeepVersions is 0 ? null : secret.KeepVersions,
            Details = secret.Details?.ApplyTo(SecretDetails.None) ?? SecretDetails.None,
        };
        await EnsureNameIsFreeAsync(unit, created, HowToChange(created), cancellationToken);
        return new SecretDecision(Before: null, created);
    }

    /// <summary>Decides about a change. <see cref="SecretDecision.NeedsValues"/> is set if it merges keys.</summary>
    /// <exception cref="ZenException">As in <see cref="ISecretsService.UpdateAsync"/>.</exception>
    public async Task<SecretDecision> DecideUpdateAsync(
        IUnitOfWork unit, Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken)
    {
        var current = await secrets.RequireAsync(unit, id, update.IfVersion, cancellationToken);
        EnsureMayMoveTo(current, update.Scope);
        update.Details?.EnsureHas(current.Name.Value, update.FindKeys(current.Keys));
        var changed = Change(current) with
        {
            Name = update.Name ?? current.Name,
            Scope = update.Scope ?? current.Scope,
            KeepVersions = update.KeepVersions is { } kept ? kept == 0 ? null : kept : current.KeepVersions,
            Details = update.Details?.ApplyTo(current.Details) ?? current.Details,
        };
        if (changed.Name != current.Name || changed.Scope != current.Scope)
        {
            await EnsureNameIsFreeAsync(unit, changed, HowToChange(changed), cancellationToken);
        }

        return new SecretDecision(current, changed, NeedsValues: update.ChangesValues && !update.ReplaceAll);
    }

    /// <summary>Decides about a move to another scope or workspace.</summary>
    /// <exception cref="ZenException">As in <see cref="Transfers.ISecretTransferService.MoveAsync"/>.</exception>
    public async Task<SecretDecision> DecideMoveAsync(
        IUnitOfWork unit, Id<Secret> id, SecretScope? scope, Id<Workspace>? workspace, CancellationToken cancellationToken)
    {
        var current = await secrets.RequireAsync(unit, id, cancellationToken);
        EnsureMayMoveTo(current, scope);
        var moved = Change(current) with { Scope = scope ?? current.Scope };
        if (workspace is { } target)
        {
            var found = await unit.Workspaces.RequireAsync(target, cancellationToken);
            moved = moved with { Workspace = new(found.Id, found.Name) };
        }

        await EnsureNameIsFreeAsync(unit, moved, HowToChange(moved), cancellationToken);
        return new SecretDecision(current, moved);
    }

    /// <summary>The metadata of the next version of a secret.</summary>
    public SecretInfo Change(SecretInfo current) =>
        current with { Updated = clock.GetTimeOfChange(current.Updated), Version = current.Version + 1 };

    /// <summary>Makes sure that no other secret that the caller sees has the name.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="wanted">The secret as it will be.</param>
    /// <param name="remedy">What to do if one has, a sentence.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>.</exception>
    public async Task EnsureNameIsFreeAsync(IUnitOfWork unit, SecretInfo wanted, string remedy, CancellationToken cancellationToken)
    {
        // Asked for the caller, also about a secret that someone else shares: no answer may depend on what the caller cannot see.
        // Nothing but an owner's own change ends in the user scope.
        var sameName = await unit.Secrets.FindByNamesAsync(wanted.Workspace.Id, [wanted.Name.Value], caller.UserId, cancellationToken);
        if (sameName.Any(other => other.Scope == wanted.Scope && other.Id != wanted.Id))
        {
            var scope = wanted.Scope == SecretScope.User ? "user" : "workspace";
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"A secret named '{wanted.Name}' already exists in the {scope} scope of the workspace '{wanted.Workspace.Name}'. "
                + $"{remedy:raw}");
        }
    }

    private static string HowToChange(SecretInfo secret) =>
        MessageText.Of($"To change it: zenml secret update {ShellWord.Quote(secret.Name.Value)} --KEY=VALUE");

    private void EnsureMayMoveTo(SecretInfo current, SecretScope? scope)
    {
        if (scope == SecretScope.User)
        {
            // Anyone else would write into a name space that they cannot see, and from which the owner's references resolve first.
            Permission.RequireSelf(caller, current.User.Id,
                MessageText.Of($"Only its owner can move the secret '{current.Name}' to the user scope. Nothing was changed. "
                + $"To have one of your own, create it."));
        }
    }
}
