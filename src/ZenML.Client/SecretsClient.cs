using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Core.Secrets.Edits;
using ZenML.Core.Secrets.Import;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Transfers;

namespace ZenML.Client;

/// <summary>
/// Manages secrets. A name is looked up in your user scope first, then in the workspace scope; pass a scope to look in that one only.
/// Names must match exactly unless you pass another <see cref="LookupMode"/>.
/// </summary>
public partial class SecretsClient : ResourceClient
{
    internal SecretsClient(ClientSession? session)
        : base(session) => History = new SecretHistoryClient(session, this);

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected SecretsClient()
        : this(null)
    {
    }

    /// <summary>Earlier versions of secrets.</summary>
    public virtual SecretHistoryClient History { get; }

    /// <summary>Creates a secret in the active workspace.</summary>
    /// <exception cref="Core.Errors.ZenException">The name is invalid or taken in that scope, or the secret is too large.</exception>
    public virtual Task<SecretInfo> CreateAsync(
        string name, SecretValues values, SecretScope scope = SecretScope.Workspace, CancellationToken cancellationToken = default) =>
        CreateAsync(name, values, keepVersions: 0, scope, details: null, cancellationToken);

    /// <summary>Creates a secret that keeps as many versions of its values as you say, the current one among them.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The keys and values.</param>
    /// <param name="keepVersions">The number of versions; 0 for the store's number.</param>
    /// <param name="scope">Who the secret is for.</param>
    /// <param name="details">What to note about it; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// The name is invalid or taken in that scope, the secret is too large, or the number is not 0 to
    /// <see cref="SecretLimits.MaximumVersions"/>.
    /// </exception>
    public virtual Task<SecretInfo> CreateAsync(
        string name, SecretValues values, int keepVersions, SecretScope scope = SecretScope.Workspace,
        SecretDetailsUpdate? details = null, CancellationToken cancellationToken = default) => CreateAsync(
        name, values, new SecretOptions { Scope = scope, KeepVersions = keepVersions, Details = details }, cancellationToken);

    /// <summary>Returns a secret with its values.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or the store has another encryption key.</exception>
    public virtual Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Secrets.GetAsync(id, cancellationToken), cancellationToken);

    /// <summary>Returns a secret with its values, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or more than one secret matches.</exception>
    public virtual Task<Secret> GetAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.FindSecretWithValuesAsync(workspace, nameOrId, scope, mode, cancellationToken),
            (services, workspace) => services.Secrets.FindWithValuesAsync(workspace, nameOrId, scope, mode, cancellationToken),
            cancellationToken);
    }

    /// <summary>Returns several secrets with their values, by exact names or ids, in one transaction and one request.</summary>
    /// <returns>The secrets, in the order of <paramref name="namesOrIds"/>.</returns>
    /// <exception cref="Core.Errors.ZenException">
    /// One of them does not exist, or the store has another encryption key, or there are more than
    /// <see cref="SecretLimits.MaximumSecretsPerRead"/>, or, over a server, <see cref="SecretLimits.MaximumBytesPerRead"/> in all.
    /// </exception>
    public virtual Task<IReadOnlyList<Secret>> GetManyAsync(
        IReadOnlyList<string> namesOrIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(namesOrIds);
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.FindSecretsWithValuesAsync(workspace, namesOrIds, cancellationToken),
            (services, workspace) => services.Secrets.FindManyWithValuesAsync(workspace, namesOrIds, cancellationToken),
            cancellationToken);
    }

    /// <summary>Returns a secret without its values, by name or id. No value is read.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or more than one matches.</exception>
    public virtual Task<SecretInfo> FindAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.FindSecretAsync(workspace, nameOrId, scope, mode, cancellationToken),
            (services, workspace) => services.SecretMetadata.FindAsync(workspace, nameOrId, scope, mode, cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Returns one page of the secrets that match, without values, in the active workspace unless the query names another.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<SecretInfo>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default)
    {
        if (ListQueries.NamesWorkspace(query))
        {
            return Session.CallAsync(services => services.SecretMetadata.ListAsync(query, cancellationToken), cancellationToken);
        }

        query ??= new ListQuery();
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ListSecretsAsync(workspace, query, cancellationToken),
            (services, workspace) =>
                services.SecretMetadata.ListAsync(new ListQuery(query) { Workspace = workspace }, cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Returns all secrets that match, starting at the query's page. Pages are fetched as they are needed, so collect the secrets before
    /// you delete any of them.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<SecretInfo> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a secret. Its keys are merged in one transaction, so concurrent updates of different keys are all kept.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret, it has no such key to remove, the new name is taken, or the secret is too large.
    /// </exception>
    public virtual async Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var changed = await Session.CallAsync(services => services.Secrets.UpdateAsync(id, update, cancellationToken), cancellationToken);
        Session.WarnIfNotReferenceable(update.Name?.Value, update.Set.Keys);
        return changed;
    }

    /// <summary>Changes a secret, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or more than one secret matches.</exception>
    public virtual async Task<SecretInfo> UpdateAsync(
        string nameOrId,
        SecretUpdate update,
        SecretScope? scope = null,
        LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default)
    {
        var secret = await FindAsync(nameOrId, scope, mode, cancellationToken);
        return await UpdateAsync(secret.Id, update, cancellationToken);
    }

    /// <summary>
    /// Changes a secret as <see cref="UpdateAsync(Id{Secret}, SecretUpdate, CancellationToken)"/> does, and returns which keys were added,
    /// changed and removed. Values that are equal are not written: if nothing differs, the secret keeps its version.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret, it has no such key to remove, the new name is taken, or the secret is too large.
    /// </exception>
    public virtual async Task<EditedSecret> EditAsync(
        Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var edited = await Session.CallAsync(services => services.SecretEdits.EditAsync(id, update, cancellationToken), cancellationToken);
        Session.WarnIfNotReferenceable(update.Name?.Value, edited.Keys.Added);
        return edited;
    }

    /// <summary>
    /// Creates a secret in the active workspace, or adds and changes keys of the one that has exactly this name in this scope.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="values">The keys and values.</param>
    /// <param name="scope">Who the secret is for.</param>
    /// <param name="details">What to note about it; null to leave that as it is.</param>
    /// <param name="keepVersions">How many versions to keep, 0 for the store's number; null to leave the number as it is.</param>
    /// <param name="ifVersion">If given, the secret must exist and still be at this version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What was done. If all values are the stored ones, nothing is written.</returns>
    /// <exception cref="Core.Errors.ZenException">The name is invalid, the secret is too large or at another version.</exception>
    public virtual async Task<EditedSecret> SetAsync(
        string name, SecretValues values, SecretScope scope = SecretScope.Workspace, SecretDetailsUpdate? details = null,
        int? keepVersions = null, long? ifVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var edited = await Session.CallInWorkspaceAsync(
            (services, workspace) => services.SecretEdits.SetAsync(
                new NewSecret(workspace, SecretName.Parse(name), scope, values) { Details = details, KeepVersions = keepVersions },
                ifVersion,
                cancellationToken),
            cancellationToken);
        Session.WarnIfNotReferenceable(edited.IsNew ? edited.Secret.Name.Value : null, edited.Keys.Added);
        return edited;
    }

    /// <summary>Creates a secret with the values of another. No value is returned; our server copies them without sending any.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret or workspace, or the name is taken there.</exception>
    public virtual async Task<SecretInfo> CopyAsync(Id<Secret> id, SecretCopy copy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var copied = await Session.CallAsync(
            services => services.SecretTransfers.CopyAsync(id, copy, cancellationToken), cancellationToken);
        Session.WarnIfNotReferenceable(copied.Name.Value, []);
        return copied;
    }

    /// <summary>
    /// Moves a secret to another scope or workspace. Its id and values stay the same; references of the workspace that it leaves no longer
    /// resolve.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret or workspace, the name is taken there, or the server cannot do this.
    /// </exception>
    public virtual Task<SecretInfo> MoveAsync(
        Id<Secret> id, SecretDestination destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return Session.CallAsync(services => services.SecretTransfers.MoveAsync(id, destination, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Creates and changes many secrets of the active workspace in one transaction: all of them or none. Secrets whose values would not
    /// change are not written. A server of ZenML changes them one by one, with a warning.
    /// </summary>
    /// <param name="secrets">The secrets, each once.</param>
    /// <param name="dryRun">Whether to change nothing and only say what would happen.</param>
    /// <param name="cancellationToken">Cancels the import.</param>
    /// <returns>What happened to each secret, in the same order, with key names and no values.</returns>
    /// <exception cref="Core.Errors.ZenException">
    /// A secret is given twice or is too large, or there are too many. Over a server of ZenML, the message also names the secrets that were
    /// imported before the error.
    /// </exception>
    public virtual async Task<SecretImportReport> ImportAsync(
        IReadOnlyList<SecretImport> secrets, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var report = await Session.CallInWorkspaceAsync(
            (services, workspace) => services.SecretImports.ImportAsync(workspace, secrets, dryRun, cancellationToken),
            cancellationToken);
        Session.WarnAfterImport(report);
        return report;
    }

    /// <summary>
    /// Deletes a secret. It can be undeleted for some time: see <see cref="DeletedSecretsClient"/>. A server of ZenML deletes it for good.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret.</exception>
    public virtual Task DeleteAsync(Id<Secret> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Secrets.DeleteAsync(id, cancellationToken), cancellationToken);

    /// <summary>Deletes a secret if it is still at a version; it can be undeleted for some time.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or it is at another version.</exception>
    public virtual Task DeleteAsync(Id<Secret> id, long ifVersion, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Secrets.DeleteAsync(id, ifVersion, cancellationToken), cancellationToken);

    /// <summary>Deletes a secret, by name or id; it can be undeleted for some time.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or more than one matches.</exception>
    public virtual async Task DeleteAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var secret = await FindAsync(nameOrId, scope, mode, cancellationToken);
        await DeleteAsync(secret.Id, cancellationToken);
    }

    /// <summary>Checks in one call whether references resolve in the active workspace. Reads no value.</summary>
    /// <param name="references">The references.</param>
    /// <param name="level">How thoroughly to check; the default comes from the options or the environment.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>One result for each distinct reference, in the order in which they first appear.</returns>
    /// <exception cref="Core.Errors.ZenException">The environment names an unknown level.</exception>
    public virtual Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        IReadOnlyCollection<SecretReference> references, SecretValidationLevel? level = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        var chosen = level ?? Session.Options.FindValidationLevel();
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.CheckAsync(workspace, references, chosen, cancellationToken),
            (services, workspace) => services.SecretMetadata.CheckAsync(workspace, references, chosen, cancellationToken),
            cancellationToken);
    }

    /// <summary>Resolves references in the active workspace, in one call.</summary>
    /// <exception cref="Core.Errors.ZenException">Some do not resolve; the message names each of them.</exception>
    public virtual Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ResolveAsync(workspace, references, cancellationToken),
            (services, workspace) => services.Secrets.ResolveAsync(workspace, references, cancellationToken),
            cancellationToken);
    }
}
