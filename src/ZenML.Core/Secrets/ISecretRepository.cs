using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Changes;
using ZenML.Core.Secrets.History;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets;

/// <summary>
/// Stores the metadata of secrets. Every read names who reads: secrets that the viewer does not see do not exist
/// for it, and private ones of others that it sees are marked as shared.
/// </summary>
public interface ISecretRepository
{
    /// <summary>The secret of that id.</summary>
    Task<SecretInfo?> FindByIdAsync(Id<Secret> id, SecretViewer viewer, CancellationToken cancellationToken);

    /// <summary>The secret of that id, whoever it belongs to. Only for administrators who delete it.</summary>
    Task<SecretInfo?> FindByIdAsync(Id<Secret> id, CancellationToken cancellationToken);

    /// <summary>
    /// All secrets of exactly these names in a workspace, in either scope, and those that are shared under these names
    /// (<see cref="SecretInfo.ReferenceName"/>). One query, whatever the number of names; a second one for viewers with grants.
    /// </summary>
    Task<IReadOnlyList<SecretInfo>> FindByNamesAsync(
        Id<Workspace> workspace, IReadOnlyCollection<string> names, SecretViewer viewer, CancellationToken cancellationToken);

    /// <summary>The secrets of a workspace whose id begins with these hexadecimal digits, in one scope or both, oldest first.</summary>
    Task<IReadOnlyList<SecretInfo>> FindByIdPrefixAsync(
        Id<Workspace> workspace, string hexadecimalPrefix, SecretScope? scope, int limit, SecretViewer viewer,
        CancellationToken cancellationToken);

    /// <summary>
    /// The secrets of a workspace whose name (shared ones: <c>owner/name</c>) begins with exactly that text, in one scope or both, oldest
    /// first.
    /// </summary>
    Task<IReadOnlyList<SecretInfo>> FindByNamePrefixAsync(
        Id<Workspace> workspace, string prefix, SecretScope? scope, int limit, SecretViewer viewer,
        CancellationToken cancellationToken);

    /// <summary>One page of the secrets that fit.</summary>
    Task<Page<SecretInfo>> ListAsync(ResourceQuery query, SecretViewer viewer, CancellationToken cancellationToken);

    /// <summary>
    /// How often the secrets of a workspace have changed that a viewer sees, for many of both. One statement for some hundred counts.
    /// </summary>
    /// <returns>A count for each distinct view.</returns>
    Task<IReadOnlyDictionary<SecretView, SecretChangeCount>> CountChangesAsync(
        IReadOnlyCollection<SecretView> views, CancellationToken cancellationToken);

    /// <summary>
    /// How many user-scoped secrets of other accounts a workspace holds, and how many deleted ones. Only for administrators who delete it.
    /// </summary>
    Task<(long Live, long Deleted)> CountOfOthersAsync(
        Id<Workspace> workspace, Id<User> viewer, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a secret's metadata and the first entry of its history. Only ids of <see cref="SecretInfo.User"/> and
    /// <see cref="SecretInfo.Workspace"/> are used.
    /// </summary>
    Task AddAsync(SecretInfo secret, SecretVersion entry, CancellationToken cancellationToken);

    /// <summary>
    /// Writes name, scope, workspace, key names, versions and times of a secret, and adds an entry to its history. With
    /// <see cref="SecretInfo.Deleted"/>, no member but <see cref="DeleteAsync"/> finds it any more.
    /// </summary>
    Task UpdateAsync(SecretInfo secret, SecretVersion entry, CancellationToken cancellationToken);

    /// <summary>Makes sure that the row of a secret, deleted or not, is what was written.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreDamaged"/>: it is not; <see cref="ErrorCode.WrongEncryptionKey"/>.
    /// </exception>
    Task EnsureSoundAsync(SecretInfo secret, CancellationToken cancellationToken);

    /// <summary>Deletes a secret's metadata and its history for good, whether it was a deleted one before or not.</summary>
    Task DeleteAsync(SecretInfo secret, CancellationToken cancellationToken);
}
