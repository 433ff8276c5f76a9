using ZenML.Core.Access;
using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.References;
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
    private readonly VisibleSecrets secrets = new(caller, clock);

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
            IsRestricted = secret.IsRestricted ?? false,
        };
        secrets.EnsureMayCreate(created);
        EnsureMayBeRestricted(created);
        await EnsureNameIsFreeAsync(unit, created, HowToChange(created), cancellationToken);
        return new SecretDecision(Before: null, created);
    }

    /// <summary>Decides about a change. <see cref="SecretDecision.NeedsValues"/> is set if it merges keys.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">The secret.</param>
    /// <param name="update">The change.</param>
    /// <param name="also">Rights that the caller needs besides those that the change takes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">As in <see cref="ISecretsService.UpdateAsync"/>.</exception>
    public async Task<SecretDecision> DecideUpdateAsync(
        IUnitOfWork unit, Id<Secret> id, SecretUpdate update, SecretRights also, CancellationToken cancellationToken)
    {
        var current = await secrets.RequireAsync(unit, id, update.IfVersion, RightsFor(update) | also, cancellationToken);
        EnsureMayMoveTo(current, update.Scope);
        update.Details?.EnsureHas(current.Name.Value, update.FindKeys(current.Keys));
        var changed = Change(current) with
        {
            Name = update.Name ?? current.Name,
            Scope = update.Scope ?? current.Scope,
            KeepVersions = update.KeepVersions is { } kept ? kept == 0 ? null : kept : current.KeepVersions,
            Details = update.Details?.ApplyTo(current.Details) ?? current.Details,
            IsRestricted = update.IsRestricted ?? (current.IsRestricted && (update.Scope ?? current.Scope) == SecretScope.Workspace),
        };
        EnsureMayBeRestricted(changed);
        EnsureMayMove(current, changed);
        await EnsureNotSharedByOthersAsync(unit, current, changed, cancellationToken);
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
        var current = await secrets.RequireAsync(unit, id, SecretRights.Administer, cancellationToken);
        EnsureMayMoveTo(current, scope);
        var moved = Change(current) with
        {
            Scope = scope ?? current.Scope,
            IsRestricted = current.IsRestricted && (scope ?? current.Scope) == SecretScope.Workspace,
        };
        if (workspace is { } target)
        {
            var found = await unit.Workspaces.RequireAsync(target, cancellationToken);
            moved = moved with { Workspace = new(found.Id, found.Name) };
        }

        EnsureMayMove(current, moved);
        await EnsureNotSharedByOthersAsync(unit, current, moved, cancellationToken);
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
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>, <see cref="ErrorCode.NotAllowed"/>.</exception>
    public async Task EnsureNameIsFreeAsync(IUnitOfWork unit, SecretInfo wanted, string remedy, CancellationToken cancellationToken)
    {
        secrets.EnsureSeesNames(wanted);

        // Asked for the caller, also about a secret that someone else shares: no answer may depend on what the caller cannot see.
        // Nothing but an owner's own change ends in the user scope.
        var sameName = await secrets.FindByNamesAsync(unit, wanted.Workspace.Id, [wanted.Name.Value], cancellationToken);
        EnsureNotShared(sameName, wanted);
        if (sameName.Any(other => other.Scope == wanted.Scope && other.Id != wanted.Id && !other.IsShared))
        {
            var scope = wanted.Scope == SecretScope.User ? "user" : "workspace";
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"A secret named '{wanted.Name}' already exists in the {scope} scope of the workspace '{wanted.Workspace.Name}'. "
                + $"{remedy:raw}");
        }
    }

    /// <summary>
    /// The secret that is set under a name: that of the name and scope, and otherwise one that is shared with the caller under the name.
    /// </summary>
    /// <param name="named">The secrets of the name.</param>
    /// <param name="secret">What is set.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.Ambiguous"/>: there are both, of different owners.</exception>
    public static SecretInfo? FindToSet(IReadOnlyList<SecretInfo> named, NewSecret secret)
    {
        var exact = SecretResolver.Choose(named, secret.Name.Value, secret.Scope);
        var shared = SecretResolver.Choose(named.Where(other => other.IsShared), secret.Name.Value);
        return exact is { Scope: SecretScope.Workspace } && shared is not null
            ? throw new ZenException(
                ErrorCode.Ambiguous,
                $"'{secret.Name}' is the name of a secret of the workspace, and of one that '{shared.User.Name}' shares with you. "
                + $"Nothing was changed. Use the id of the secret: zenml secret list")
            : exact ?? shared;
    }

    /// <summary>
    /// Makes sure that a new name is not that of a secret that is shared with the caller. Whoever writes such a name means that secret,
    /// and its values must not end up in another one.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.AlreadyExists"/>.</exception>
    public static void EnsureNotShared(IEnumerable<SecretInfo> named, SecretInfo wanted)
    {
        if (named.FirstOrDefault(other => other.IsShared && other.Id != wanted.Id) is { } shared)
        {
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"'{shared.ReferenceName}' is the secret that '{shared.User.Name}' shares with you. Choose another name.");
        }
    }

    /// <remarks>Whoever closes a secret means to know who has it. Others may have shared it while it was open.</remarks>
    private async Task EnsureNotSharedByOthersAsync(
        IUnitOfWork unit, SecretInfo current, SecretInfo changed, CancellationToken cancellationToken)
    {
        var closes = (changed.Scope == SecretScope.User && current.Scope != SecretScope.User)
            || (changed.IsRestricted && !current.IsRestricted);
        if (!closes)
        {
            return;
        }

        var grants = await unit.Access.ListGrantsAsync(current.Id, cancellationToken);
        var now = clock.GetUtcNow();
        var foreign = grants.Where(grant => grant.GrantedBy != caller.UserId && grant.IsValidAt(now))
            .Select(grant => grant.HolderName).ToArray();
        if (foreign.Length > 0)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"Others have shared the secret '{current.Name}' with {string.Join(", ", foreign)}. Nothing was changed. Take that back, "
                + $"or share it yourself, first: zenml secret access {ShellWord.Quote(current.Name.Value)}");
        }
    }

    private static string HowToChange(SecretInfo secret) =>
        MessageText.Of($"To change it: zenml secret update {ShellWord.Quote(secret.Name.Value)} --KEY=VALUE");

    private static SecretRights RightsFor(SecretUpdate update) =>
        SecretRights.Describe
        | (update.ChangesValues || update.Details is not null ? SecretRights.Write : SecretRights.None)
        | (update.Name is not null || update.Scope is not null || update.KeepVersions is not null || update.IsRestricted is not null
            ? SecretRights.Administer
            : SecretRights.None);

    private static void EnsureMayBeRestricted(SecretInfo secret)
    {
        if (secret.IsRestricted && secret.Scope == SecretScope.User)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The secret '{secret.Name}' is private, so it cannot be restricted: only its owner and those to whom it is shared see it. "
                + $"Nothing was changed.");
        }
    }

    /// <remarks>Whoever moves a secret there could have created it there.</remarks>
    private void EnsureMayMove(SecretInfo current, SecretInfo moved)
    {
        if (current.Scope != moved.Scope || current.Workspace.Id != moved.Workspace.Id)
        {
            secrets.EnsureMayCreate(moved);
        }
    }

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
