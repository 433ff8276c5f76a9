using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.History;

/// <summary>
/// The entries of secrets' histories, and which versions of values are stored. Entries are added together with the metadata that they are
/// about: see <see cref="ISecretRepository"/>.
/// </summary>
public interface ISecretHistoryRepository
{
    /// <summary>Lists the versions of a secret that have an entry or stored values, the newest first.</summary>
    /// <param name="secret">The secret as it is now.</param>
    /// <param name="before">Lists only versions before this one; null to begin with the newest.</param>
    /// <param name="limit">How many to list at most.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreDamaged"/>: an entry is not what was written; <see cref="ErrorCode.WrongEncryptionKey"/>.
    /// </exception>
    Task<IReadOnlyList<SecretVersion>> ListAsync(SecretInfo secret, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Returns one version.</summary>
    /// <returns>The version; null if it has neither an entry nor stored values.</returns>
    /// <exception cref="ZenException">As in <see cref="ListAsync"/>.</exception>
    Task<SecretVersion?> FindAsync(SecretInfo secret, long version, CancellationToken cancellationToken);

    /// <summary>Finds the latest version of stored values before another.</summary>
    /// <returns>The version; null if there is none.</returns>
    Task<long?> FindStoredBeforeAsync(Id<Secret> secret, long version, CancellationToken cancellationToken);

    /// <summary>Marks the entry of a version as destroyed. A version without an entry gets one.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="version">The version, as <see cref="FindAsync"/> returned it.</param>
    /// <param name="now">When it was destroyed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task MarkDestroyedAsync(Id<Secret> secret, SecretVersion version, DateTimeOffset now, CancellationToken cancellationToken);
}
