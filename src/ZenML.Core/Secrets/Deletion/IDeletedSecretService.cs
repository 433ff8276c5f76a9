using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Secrets.Deletion;

/// <summary>
/// What one caller can do with deleted secrets. They exist here alone, and for those who saw them before. No member returns or takes a
/// value. Over a server of ZenML, which deletes secrets for good, every member but <see cref="FindRetentionAsync"/> throws
/// <see cref="ErrorCode.NotAllowed"/>.
/// </summary>
public interface IDeletedSecretService
{
    /// <summary>Returns how long deleted secrets are kept; null if they are deleted for good at once.</summary>
    Task<TimeSpan?> FindRetentionAsync(CancellationToken cancellationToken);

    /// <summary>Finds a deleted secret by its id, its exact name or the beginning of its id. A name means the newest deleted one.</summary>
    /// <param name="workspace">Where names are looked up. A full id is found in any workspace.</param>
    /// <param name="text">The id or name.</param>
    /// <param name="scope">If given, only that scope counts.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.Ambiguous"/>.</exception>
    Task<DeletedSecret> FindAsync(Id<Workspace> workspace, string text, SecretScope? scope, CancellationToken cancellationToken);

    /// <summary>One page of the deleted secrets that match, those that were deleted last first unless the query says otherwise.</summary>
    Task<Page<DeletedSecret>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Takes back a deletion. The secret has its id, values, scope and earlier versions again.</summary>
    /// <param name="id">The deleted secret.</param>
    /// <param name="name">Its new name; null for the one that it had.</param>
    /// <param name="ifVersion">If given, the deleted secret must still be at this version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.AlreadyExists"/>: another secret has the name now;
    /// <see cref="ErrorCode.VersionMismatch"/>; <see cref="ErrorCode.StoreDamaged"/>: the row of the secret is not what was written.
    /// </exception>
    Task<SecretInfo> UndeleteAsync(Id<Secret> id, SecretName? name, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Takes back a deletion, whatever the version of the secret.</summary>
    /// <exception cref="ZenException">As in the other overload.</exception>
    Task<SecretInfo> UndeleteAsync(Id<Secret> id, SecretName? name, CancellationToken cancellationToken) =>
        UndeleteAsync(id, name, ifVersion: null, cancellationToken);

    /// <summary>
    /// Deletes a deleted secret for good, with all versions of its values. Administrators may purge those of other users, too, as they
    /// may delete them.
    /// </summary>
    /// <param name="id">The deleted secret.</param>
    /// <param name="purge">On which conditions to purge it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.VersionMismatch"/>; <see cref="ErrorCode.StoreDamaged"/>: the row of the
    /// secret is not what was written, so that it may be another secret than its name says.
    /// </exception>
    Task PurgeAsync(Id<Secret> id, SecretPurge purge, CancellationToken cancellationToken);

    /// <summary>Deletes a deleted secret for good, whatever its version.</summary>
    /// <exception cref="ZenException">As in the other overload.</exception>
    Task PurgeAsync(Id<Secret> id, CancellationToken cancellationToken) => PurgeAsync(id, new SecretPurge(), cancellationToken);
}
