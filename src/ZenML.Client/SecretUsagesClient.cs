using System.Runtime.CompilerServices;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Secrets.Usages;

namespace ZenML.Client;

/// <summary>
/// Finds what refers to secrets: components with their stacks, and settings of the latest recorded runs. Reads no value. Over
/// ZenML's own server, the keys of secrets come with their values, which are dropped.
/// </summary>
public class SecretUsagesClient : ResourceClient
{
    internal SecretUsagesClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected SecretUsagesClient()
        : base(null)
    {
    }

    /// <summary>Returns what refers to a secret, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret, or more than one matches.</exception>
    public virtual Task<SecretUsages> FindAsync(
        string nameOrId, SecretScope? scope = null, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.FindSecretUsagesAsync(workspace, nameOrId, scope, mode, cancellationToken),
            (services, workspace) => services.SecretUsages.FindAsync(workspace, nameOrId, scope, mode, cancellationToken),
            cancellationToken);
    }

    /// <summary>Returns the secrets of the active workspace that something refers to, in the order of their names.</summary>
    public virtual Task<IReadOnlyList<SecretUsages>> ListAsync(CancellationToken cancellationToken = default) =>
        Session.ReadInWorkspaceAsync(
            (reads, workspace) => reads.ListSecretUsagesAsync(workspace, cancellationToken),
            (services, workspace) => services.SecretUsages.ListAsync(workspace, cancellationToken),
            cancellationToken);

    /// <summary>
    /// Returns the secrets of the active workspace that nothing refers to, oldest first. A secret counts as used if a reference
    /// names it, even if your own secret of that name comes first for you.
    /// </summary>
    public virtual async IAsyncEnumerable<SecretInfo> ListUnusedAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var used = (await ListAsync(cancellationToken)).Select(usages => usages.Secret.Id).ToHashSet();
        var all = new ListQuery { Size = QueryParser.MaximumSize };
        await foreach (var secret in ListQueries.ReadAllAsync(all, ListPageAsync, cancellationToken))
        {
            if (!used.Contains(secret.Id))
            {
                yield return secret;
            }
        }
    }

    /// <summary>
    /// Checks references in the active workspace, in one call, and finds what was probably meant by those whose secret or key does
    /// not exist.
    /// </summary>
    /// <param name="references">The references.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>One entry for each distinct reference without a secret or key.</returns>
    /// <exception cref="Core.Errors.ZenException">The environment names an unknown level of validation.</exception>
    public virtual Task<IReadOnlyList<ReferenceSuggestion>> SuggestAsync(
        IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        var level = Session.Options.FindValidationLevel();
        return references.Count == 0 || level == SecretValidationLevel.None
            ? Task.FromResult<IReadOnlyList<ReferenceSuggestion>>([])
            : Session.ReadInWorkspaceAsync(
                (reads, workspace) => reads.SuggestAsync(workspace, references, level, cancellationToken),
                (services, workspace) => services.SecretUsages.SuggestAsync(workspace, references, level, cancellationToken),
                cancellationToken);
    }

    private Task<Page<SecretInfo>> ListPageAsync(ListQuery query, CancellationToken cancellationToken) => Session.ReadInWorkspaceAsync(
        (reads, workspace) => reads.ListSecretsAsync(workspace, query, cancellationToken),
        (services, workspace) =>
            services.SecretMetadata.ListAsync(new ListQuery(query) { Workspace = workspace }, cancellationToken),
        cancellationToken);
}
