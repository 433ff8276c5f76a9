using System.Runtime.CompilerServices;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;

namespace ZenML.Client;

/// <summary>
/// Earlier versions of secrets: who changed which keys when, and the values that a secret had. References always mean the current version.
/// Over a server of ZenML, which has no history, every method throws <see cref="Core.Errors.ErrorCode.NotAllowed"/>.
/// </summary>
/// <remarks>Names are looked up as in <see cref="SecretsClient"/>.</remarks>
public class SecretHistoryClient : ResourceClient
{
    private readonly SecretsClient? secrets;

    internal SecretHistoryClient(ClientSession? session, SecretsClient secrets)
        : base(session) => this.secrets = secrets;

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected SecretHistoryClient()
        : base(null)
    {
    }

    /// <summary>Returns one page of the versions of a secret, the newest first. Reads no value.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="before">Returns only versions before this one; null to begin with the newest.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">There is no such secret.</exception>
    public virtual Task<SecretHistory> ListPageAsync(Id<Secret> id, long? before = null, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.SecretHistory.ListAsync(id, before, cancellationToken), cancellationToken);

    /// <summary>Returns the versions of a secret, the newest first. Pages are fetched as they are needed. Reads no value.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such secret.</exception>
    public virtual IAsyncEnumerable<SecretVersion> ListAsync(Id<Secret> id, CancellationToken cancellationToken = default)
    {
        _ = Session;
        return ReadAllAsync(id, cancellationToken);
    }

    /// <summary>Returns a secret with the values of one version.</summary>
    /// <returns>
    /// The secret with the name and scope that it has now, and the version, key names, values and time of that version.
    /// </returns>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret or version, it has no values of its own, or they were destroyed.
    /// </exception>
    public virtual Task<Secret> GetVersionAsync(Id<Secret> id, long version, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.SecretHistory.GetVersionAsync(id, version, cancellationToken), cancellationToken);

    /// <summary>Returns a secret with the values of one version, by name or id.</summary>
    /// <inheritdoc cref="GetVersionAsync(Id{Secret}, long, CancellationToken)"/>
    public virtual async Task<Secret> GetVersionAsync(
        string nameOrId,
        long version,
        SecretScope? scope = null,
        LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default) =>
        await GetVersionAsync(await FindAsync(nameOrId, scope, mode, cancellationToken), version, cancellationToken);

    /// <summary>Compares the values of two versions of a secret.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="from">The first version; null for the latest stored one before <paramref name="to"/>.</param>
    /// <param name="to">The second version; null for the current one.</param>
    /// <param name="withValues">Whether to return the values that differ, and not only the names of their keys.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret or version, it has no values of its own, or they were destroyed.
    /// </exception>
    public virtual Task<SecretDiff> DiffAsync(
        Id<Secret> id, long? from = null, long? to = null, bool withValues = false, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.SecretHistory.DiffAsync(id, from, to, withValues, cancellationToken), cancellationToken);

    /// <summary>Makes the values of an earlier version the current ones, as a new version. Name and scope stay.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="to">The earlier version.</param>
    /// <param name="ifVersion">If given, the secret must still be at this version. Pass it so that no concurrent change is lost.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret or version, its values were destroyed or are the current ones, or the secret is at another version.
    /// </exception>
    public virtual Task<SecretRollback> RollbackAsync(
        Id<Secret> id, long to, long? ifVersion = null, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.SecretHistory.RollbackAsync(id, to, ifVersion, cancellationToken), cancellationToken);

    /// <summary>Destroys the values of an earlier version. Its entry stays in the history.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such secret or version, its values were destroyed before, or they are the current ones.
    /// </exception>
    public virtual Task DestroyAsync(Id<Secret> id, long version, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.SecretHistory.DestroyAsync(id, version, cancellationToken), cancellationToken);

    /// <summary>Destroys the values of an earlier version if the secret is still at a version.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="version">The version to destroy.</param>
    /// <param name="ifVersion">The version that the secret must have.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">As in the other overload, or the secret is at another version.</exception>
    public virtual Task DestroyAsync(
        Id<Secret> id, long version, long ifVersion, CancellationToken cancellationToken = default) =>
        Session.CallAsync(
            services => services.SecretHistory.DestroyAsync(id, version, ifVersion, cancellationToken), cancellationToken);

    private async Task<Id<Secret>> FindAsync(string nameOrId, SecretScope? scope, LookupMode mode, CancellationToken cancellationToken) =>
        (await (secrets ?? throw NotOverridden()).FindAsync(nameOrId, scope, mode, cancellationToken)).Id;

    private async IAsyncEnumerable<SecretVersion> ReadAllAsync(
        Id<Secret> id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? before = null;
        do
        {
            var page = await ListPageAsync(id, before, cancellationToken);
            foreach (var version in page.Versions)
            {
                yield return version;
            }

            before = page.Next;
        }
        while (before is not null);
    }
}
