using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.History;

/// <summary>
/// What one caller can do with earlier versions of secrets. Whoever can read a secret's values can read earlier ones and its history.
/// Secrets of other users' scope do not exist here. Over a server of ZenML, which has no history, every member throws
/// <see cref="ErrorCode.NotAllowed"/>.
/// </summary>
public interface ISecretHistoryService
{
    /// <summary>Lists the versions of a secret, the newest first. Reads no value.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="before">Lists only versions before this one; null to begin with the newest.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>At most <see cref="SecretHistory.MaximumPage"/> versions.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>; <see cref="ErrorCode.StoreDamaged"/>: an entry is not what was
    /// written.</exception>
    Task<SecretHistory> ListAsync(Id<Secret> id, long? before, CancellationToken cancellationToken);

    /// <summary>Returns a secret with the values of one version.</summary>
    /// <returns>
    /// The secret with the name and scope that it has now, and the version, key names, values and time of that version.
    /// </returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: there is no such secret or version, it has no values of its own, or they were destroyed.
    /// </exception>
    Task<Secret> GetVersionAsync(Id<Secret> id, long version, CancellationToken cancellationToken);

    /// <summary>Compares the values of two versions.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="from">The first version; null for the latest stored one before <paramref name="to"/>.</param>
    /// <param name="to">The second version; null for the current one.</param>
    /// <param name="withValues">Whether to return the values that differ, which is recorded as a read of both versions.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">As in <see cref="GetVersionAsync"/>; there is no version before.</exception>
    Task<SecretDiff> DiffAsync(Id<Secret> id, long? from, long? to, bool withValues, CancellationToken cancellationToken);

    /// <summary>Makes the values of an earlier version the current ones, as a new version. Name and scope stay.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="to">The earlier version.</param>
    /// <param name="ifVersion">If given, the secret must still be at this version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// As in <see cref="GetVersionAsync"/>; <see cref="ErrorCode.VersionMismatch"/>; <see cref="ErrorCode.InvalidArgument"/>: these are the
    /// current values.
    /// </exception>
    Task<SecretRollback> RollbackAsync(Id<Secret> id, long to, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Destroys the values of an earlier version. Its entry stays in the history.</summary>
    /// <param name="id">The secret.</param>
    /// <param name="version">The version to destroy.</param>
    /// <param name="ifVersion">If given, the secret must still be at this version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ZenException">
    /// As in <see cref="GetVersionAsync"/>; <see cref="ErrorCode.NotAllowed"/>: these are the current values;
    /// <see cref="ErrorCode.VersionMismatch"/>; <see cref="ErrorCode.StoreDamaged"/>: the row of the secret is not what was written.
    /// </exception>
    Task DestroyAsync(Id<Secret> id, long version, long? ifVersion, CancellationToken cancellationToken);

    /// <summary>Destroys the values of an earlier version, whatever the version of the secret.</summary>
    /// <exception cref="ZenException">As in the other overload.</exception>
    Task DestroyAsync(Id<Secret> id, long version, CancellationToken cancellationToken) =>
        DestroyAsync(id, version, ifVersion: null, cancellationToken);
}
