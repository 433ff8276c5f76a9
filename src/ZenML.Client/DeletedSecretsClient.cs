using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Deletion;

namespace ZenML.Client;

/// <summary>
/// Secrets that were deleted: lists them, takes deletions back, or deletes for good. A deleted secret is kept for some time and is found
/// nowhere else. Over a server of ZenML, which deletes secrets for good at once, every method but <see cref="FindRetentionAsync"/> throws
/// <see cref="Core.Errors.ErrorCode.NotAllowed"/>.
/// </summary>
/// <remarks>A name means the secret of that name that was deleted last.</remarks>
public class DeletedSecretsClient : ResourceClient
{
    internal DeletedSecretsClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected DeletedSecretsClient()
        : base(null)
    {
    }

    /// <summary>Returns how long deleted secrets are kept; null if they are deleted for good at once.</summary>
    public virtual Task<TimeSpan?> FindRetentionAsync(CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.DeletedSecrets.FindRetentionAsync(cancellationToken), cancellationToken);

    /// <summary>Returns a deleted secret, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such deleted secret, or more than one matches.</exception>
    public virtual Task<DeletedSecret> FindAsync(
        string nameOrId, SecretScope? scope = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.DeletedSecrets.FindAsync(workspace, nameOrId, scope, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Returns one page of the deleted secrets that match, in the active workspace unless the query names another, those that were deleted
    /// last first. Filter and sort as in a list of secrets, and by <c>deleted</c>.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<DeletedSecret>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.NamesWorkspace(query)
            ? Session.CallAsync(services => services.DeletedSecrets.ListAsync(query, cancellationToken), cancellationToken)
            : Session.CallInWorkspaceAsync(
                (services, workspace) => services.DeletedSecrets.ListAsync(
                    new ListQuery(query ?? new ListQuery()) { Workspace = workspace }, cancellationToken),
                cancellationToken);

    /// <summary>
    /// Returns all deleted secrets that match, starting at the query's page. Pages are fetched as they are needed, so collect the secrets
    /// before you undelete or purge any of them.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<DeletedSecret> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Takes back a deletion. The secret has its id, values, scope and earlier versions again.</summary>
    /// <param name="id">The deleted secret.</param>
    /// <param name="newName">Its new name; null for the one that it had.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such deleted secret, the name is taken now, or the row of the secret was damaged.
    /// </exception>
    public virtual Task<SecretInfo> UndeleteAsync(
        Id<Secret> id, string? newName = null, CancellationToken cancellationToken = default) =>
        UndeleteAsync(id, newName, ifVersion: null, cancellationToken);

    /// <summary>Takes back a deletion if the deleted secret is still at a version.</summary>
    /// <param name="id">The deleted secret.</param>
    /// <param name="newName">Its new name; null for the one that it had.</param>
    /// <param name="ifVersion">The version that the deleted secret must have; null for any.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or the secret is at another version.</exception>
    public virtual Task<SecretInfo> UndeleteAsync(
        Id<Secret> id, string? newName, long? ifVersion, CancellationToken cancellationToken = default)
    {
        SecretName? name = newName is null ? null : SecretName.Parse(newName);
        return Session.CallAsync(
            services => services.DeletedSecrets.UndeleteAsync(id, name, ifVersion, cancellationToken), cancellationToken);
    }

    /// <summary>Takes back a deletion, by name or id.</summary>
    /// <inheritdoc cref="UndeleteAsync(Id{Secret}, string?, CancellationToken)"/>
    public virtual async Task<SecretInfo> UndeleteAsync(
        string nameOrId, string? newName = null, SecretScope? scope = null, CancellationToken cancellationToken = default) =>
        await UndeleteAsync((await FindAsync(nameOrId, scope, cancellationToken)).Secret.Id, newName, ifVersion: null, cancellationToken);

    /// <summary>Deletes a deleted secret for good, with all versions of its values.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such deleted secret, or its row was damaged.</exception>
    public virtual Task PurgeAsync(Id<Secret> id, CancellationToken cancellationToken = default) =>
        PurgeAsync(id, new SecretPurge(), cancellationToken);

    /// <summary>Deletes a deleted secret for good, on conditions.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such deleted secret, it is at another version than the one given, or its row was damaged, which is not to be ignored.
    /// </exception>
    public virtual Task PurgeAsync(Id<Secret> id, SecretPurge purge, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(purge);
        return Session.CallAsync(services => services.DeletedSecrets.PurgeAsync(id, purge, cancellationToken), cancellationToken);
    }
}
