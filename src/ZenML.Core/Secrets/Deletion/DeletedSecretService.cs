using ZenML.Core.Access;
using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Storage;
using ZenML.Core.Text;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Deletion;

/// <summary>Deleted secrets over a database.</summary>
public sealed class DeletedSecretService(Caller caller, ServiceDependencies parts) : IDeletedSecretService
{
    private readonly AuditTrail audit = new(caller, parts, "secret");

    private readonly SecretRules rules = new(caller, parts.Clock);

    private readonly VisibleSecrets secrets = new(caller, parts.Clock);

    private SecretStorage Storage => field ??= SecretStorage.Of(parts, audit);

    /// <inheritdoc />
    public Task<TimeSpan?> FindRetentionAsync(CancellationToken cancellationToken) =>
        Task.FromResult<TimeSpan?>(parts.SecretRetention.Lifetime);

    /// <inheritdoc />
    public Task<DeletedSecret> FindAsync(
        Id<Workspace> workspace, string text, SecretScope? scope, CancellationToken cancellationToken) => parts.Database.ReadAsync(
        async (unit, token) => Describe(await Lookup.FindAsync(
            new DeletedSecretLookup(unit.DeletedSecrets, workspace, scope, secrets.Viewer),
            "deleted secret", text, LookupMode.Changing, token)),
        cancellationToken);

    /// <inheritdoc />
    public Task<Page<DeletedSecret>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var sorted = new ListQuery(query) { SortBy = query.SortBy ?? $"desc:{DeletedSecretFields.Deleted}" };
        var parsed = QueryParser.Parse(sorted, DeletedSecretFields.All);
        return parts.Database.ReadAsync(
            async (unit, token) =>
                (await unit.DeletedSecrets.ListAsync(parsed, secrets.Viewer, token)).EnsureInRange().Select(Describe),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<SecretInfo> UndeleteAsync(
        Id<Secret> id, SecretName? name, long? ifVersion, CancellationToken cancellationToken) => Storage.ChangeAsync(
        new SecretChange<SecretInfo>
        {
            Action = AuditAction.Undelete,
            IfVersion = ifVersion,
            Decide = async (unit, token) =>
            {
                var deleted = secrets.Ensure(await RequireAsync(unit, id, secrets.Viewer, token), SecretRights.Administer);
                var undeleted = rules.Change(deleted) with { Name = name ?? deleted.Name, Deleted = null };
                await rules.EnsureNameIsFreeAsync(
                    unit,
                    undeleted,
                    MessageText.Of($"To undelete the deleted one under another name: "
                        + $"zenml secret undelete {ShellWord.Quote(undeleted.Id.ToString())} --as NAME"),
                    token);
                return new SecretDecision(deleted, undeleted);
            },
            Complete = (_, info, _, _) => Task.FromResult(info),
            Changed = undeleted => [undeleted],
            FindRefused = (unit, token) => FindRefusedAsync(unit, id, token),
        },
        cancellationToken);

    /// <inheritdoc />
    public Task PurgeAsync(Id<Secret> id, SecretPurge purge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(purge);
        return Storage.ChangeAsync(
            new SecretChange<SecretInfo>
            {
                Action = AuditAction.Purge,
                IfVersion = purge.IfVersion,
                Decide = async (unit, token) =>
                {
                    var viewer = Permission.CanDeleteSecretsOfOthers(caller) ? null : secrets.Viewer;
                    if (purge.EvenIfDamaged)
                    {
                        var damaged = await unit.DeletedSecrets.FindDamagedAsync(id, viewer, token) ?? throw NotFound(id);
                        return new SecretDecision(EnsureMayPurge(damaged, viewer), After: null);
                    }

                    var deleted = EnsureMayPurge(await RequireAsync(unit, id, viewer, token), viewer);
                    await EnsureSoundAsync(unit, deleted, token);
                    return new SecretDecision(deleted, After: null);
                },
                Complete = (_, info, _, _) => Task.FromResult(info),
                Changed = purged => [purged],
                FindRefused = (unit, token) => FindRefusedAsync(unit, id, token),
            },
            cancellationToken);
    }

    private SecretInfo EnsureMayPurge(SecretInfo secret, SecretViewer? viewer) =>
        viewer is null ? secret : secrets.Ensure(secret, SecretRights.Administer);

    private async Task<IResource?> FindRefusedAsync(IUnitOfWork unit, Id<Secret> id, CancellationToken cancellationToken) =>
        await unit.DeletedSecrets.FindByIdAsync(id, secrets.Viewer, cancellationToken);

    private static async Task EnsureSoundAsync(IUnitOfWork unit, SecretInfo deleted, CancellationToken cancellationToken)
    {
        try
        {
            await unit.Secrets.EnsureSoundAsync(deleted, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.StoreDamaged)
        {
            throw new ZenException(
                ErrorCode.StoreDamaged,
                $"{exception.Message:raw} If you have no backup, and the id is that of the secret you mean, purge it with: "
                + $"zenml secret purge {ShellWord.Quote(deleted.Id.ToString())} --damaged",
                exception);
        }
    }

    private static async Task<SecretInfo> RequireAsync(
        IUnitOfWork unit, Id<Secret> id, SecretViewer? viewer, CancellationToken cancellationToken) =>
        await unit.DeletedSecrets.FindByIdAsync(id, viewer, cancellationToken) ?? throw NotFound(id);

    private static ZenException NotFound(Id<Secret> id) => new(ErrorCode.NotFound, $"There is no deleted secret with the id {id}.");

    private DeletedSecret Describe(SecretInfo secret) => new(secret, secret.Deleted!.Value + parts.SecretRetention.Lifetime);
}
