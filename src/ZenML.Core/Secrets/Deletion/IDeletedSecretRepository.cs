using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Deletion;

/// <summary>
/// Reads the metadata of deleted secrets; <see cref="ISecretRepository"/> changes it. Secrets that the viewer did not
/// see before do not exist for it.
/// </summary>
public interface IDeletedSecretRepository
{
    /// <summary>The deleted secret of that id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="viewer">Who reads; null for an administrator who purges it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<SecretInfo?> FindByIdAsync(Id<Secret> id, SecretViewer? viewer, CancellationToken cancellationToken);

    /// <summary>
    /// The deleted secret of that id, whatever its row says. Where the row cannot be read, only the id is right; the name is the one that
    /// is stored if it can be one.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="viewer">Who purges it; null for an administrator.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<SecretInfo?> FindDamagedAsync(Id<Secret> id, SecretViewer? viewer, CancellationToken cancellationToken);

    /// <summary>The secret of exactly that name in a workspace that was deleted last, in one scope or both.</summary>
    Task<SecretInfo?> FindNewestAsync(
        Id<Workspace> workspace, string name, SecretScope? scope, SecretViewer viewer, CancellationToken cancellationToken);

    /// <summary>The deleted secrets of a workspace whose id begins with these hexadecimal digits, in one scope or both.</summary>
    Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
        Id<Workspace> workspace, string hexadecimalPrefix, SecretScope? scope, int limit, SecretViewer viewer,
        CancellationToken cancellationToken);

    /// <summary>The deleted secrets of a workspace whose name begins with a text, in one scope or both, the last deleted first.</summary>
    Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(
        Id<Workspace> workspace, string prefix, SecretScope? scope, int limit, SecretViewer viewer, CancellationToken cancellationToken);

    /// <summary>One page of the deleted secrets that fit.</summary>
    Task<Page<SecretInfo>> ListAsync(ResourceQuery query, SecretViewer viewer, CancellationToken cancellationToken);

    /// <summary>
    /// The secrets of all accounts that were deleted at a time or before, the first deleted first. Rows that are not what was written are
    /// left out: nothing is destroyed because of them.
    /// </summary>
    /// <returns>At most <paramref name="limit"/>; fewer only if there are no more.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/>.</exception>
    Task<IReadOnlyList<SecretInfo>> FindExpiredAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);
}
