using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Client;

/// <summary>
/// Secrets. A name is looked for in the caller's user scope first, then in the workspace scope; give a scope to look in that one only.
/// Names match exactly
/// unless another <see cref="LookupMode"/> is asked for.
/// </summary>
public sealed class SecretsClient
{
    private readonly ClientSession session;

    internal SecretsClient(ClientSession session) => this.session = session;

    /// <summary>Creates a secret in the active workspace.</summary>
    /// <exception cref="Core.Errors.ZenException">The name is invalid or taken in that scope, or the secret is too large.</exception>
    public async Task<SecretInfo> CreateAsync(
        string name, SecretValues values, SecretScope scope = SecretScope.Workspace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var secret = new NewSecret(await session.GetWorkspaceIdAsync(cancellationToken), SecretName.Parse(name), scope, values);
        var created = await (await session.OpenAsync(cancellationToken)).Secrets.CreateAsync(secret, cancellationToken);
        WarnIfNotReferenceable(created.Name.Value, created.Keys);
        return created;
    }

    /// <summary>A secret with its values.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or the store has another encryption key.</exception>
    public async Task<Secret> GetAsync(Id<Secret> id, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Secrets.GetAsync(id, cancellationToken);

    /// <summary>A secret with its values, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, more than one fits, or the store has another encryption key.</exception>
    public async Task<Secret> GetAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return await session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.FindSecretWithValuesAsync(workspace, nameOrId, scope, mode, cancellationToken),
            (services, workspace) => services.Secrets.FindWithValuesAsync(workspace, nameOrId, scope, mode, cancellationToken),
            cancellationToken);
    }

    /// <summary>A secret without its values, by name or id. No value is read.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or more than one fits.</exception>
    public async Task<SecretInfo> FindAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return await session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.FindSecretAsync(workspace, nameOrId, scope, mode, cancellationToken),
            (services, workspace) => services.Secrets.FindAsync(workspace, nameOrId, scope, mode, cancellationToken),
            cancellationToken);
    }

    /// <summary>One page of the secrets that fit, without values, in the active workspace unless the query names another.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<SecretInfo>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default)
    {
        if (ListQueries.NamesWorkspace(query))
        {
            return await (await session.OpenAsync(cancellationToken)).Secrets.ListAsync(query, cancellationToken);
        }

        query ??= new ListQuery();
        return await session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ListSecretsAsync(workspace, query, cancellationToken),
            (services, workspace) => services.Secrets.ListAsync(new ListQuery(query) { Workspace = workspace }, cancellationToken),
            cancellationToken);
    }

    /// <summary>All secrets that fit, from the query's page on; pages are fetched as they are needed. Collect them before you delete any:
    /// pages move up.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<SecretInfo> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a secret. Its keys are merged inside one transaction, so concurrent updates lose nothing.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret or no such key to remove, the new name is taken, or the secret is
    /// too large.</exception>
    public async Task<SecretInfo> UpdateAsync(Id<Secret> id, SecretUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var changed = await (await session.OpenAsync(cancellationToken)).Secrets.UpdateAsync(id, update, cancellationToken);
        WarnIfNotReferenceable(update.Name?.Value, update.Set.Keys);
        return changed;
    }

    /// <summary>Changes a secret, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">As in the other form; also if more than one secret fits.</exception>
    public async Task<SecretInfo> UpdateAsync(
        string nameOrId, SecretUpdate update, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await UpdateAsync((await FindAsync(nameOrId, scope, mode, cancellationToken)).Id, update, cancellationToken);

    /// <summary>Deletes a secret and its values.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret.</exception>
    public async Task DeleteAsync(Id<Secret> id, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Secrets.DeleteAsync(id, cancellationToken);

    /// <summary>Deletes a secret and its values, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or more than one fits.</exception>
    public async Task DeleteAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await DeleteAsync((await FindAsync(nameOrId, scope, mode, cancellationToken)).Id, cancellationToken);

    /// <summary>Says of many references at once whether they would resolve in the active workspace. Reads no value.</summary>
    /// <param name="references">The references.</param>
    /// <param name="level">How thoroughly; without it, as the options or the environment say.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>One answer for each distinct reference, in the order of the first mention.</returns>
    /// <exception cref="Core.Errors.ZenException">The environment names a level that there is not.</exception>
    public async Task<IReadOnlyList<ReferenceCheck>> CheckAsync(
        IReadOnlyCollection<SecretReference> references, SecretValidationLevel? level = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        var chosen = level ?? session.Options.FindValidationLevel();
        return await session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.CheckAsync(workspace, references, chosen, cancellationToken),
            (services, workspace) => services.Secrets.CheckAsync(workspace, references, chosen, cancellationToken),
            cancellationToken);
    }

    /// <summary>Resolves many references at once in the active workspace.</summary>
    /// <exception cref="Core.Errors.ZenException">Some do not resolve; the message names each.</exception>
    public async Task<IReadOnlyDictionary<SecretReference, SensitiveString>> ResolveAsync(
        IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        return await session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ResolveAsync(workspace, references, cancellationToken),
            (services, workspace) => services.Secrets.ResolveAsync(workspace, references, cancellationToken),
            cancellationToken);
    }

    private void WarnIfNotReferenceable(string? name, IEnumerable<string> keys)
    {
        if (name is not null && !SecretReference.CanExpressName(name))
        {
            session.Options.Warn($"No reference can name the secret '{name}': names in references have no blanks and no dots. It can be used by name or id otherwise.");
        }

        if (Id<Secret>.TryParse(name, out _))
        {
            session.Options.Warn($"The secret's name '{name}' has the form of an id. Should it be the id of another secret, commands that take a name or an id mean that other one.");
        }

        foreach (var key in keys.Where(key => !SecretReference.CanExpressKey(key)))
        {
            session.Options.Warn($"No reference can name the key '{key}': keys in references have no blanks and are not empty. It can be used otherwise.");
        }
    }
}
