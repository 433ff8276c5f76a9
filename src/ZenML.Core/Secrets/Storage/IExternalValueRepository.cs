using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// What the database knows of values that an <see cref="ISecretsStore"/> stores: where each version is, and
/// which writes and deletions are unfinished.
/// </summary>
public interface IExternalValueRepository
{
    /// <summary>Finds where the current values of secrets are stored.</summary>
    /// <returns>One entry for each secret that has one, in any order.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreDamaged"/>: the row of a secret is not what was written; <see cref="ErrorCode.WrongEncryptionKey"/>.
    /// </exception>
    Task<IReadOnlyList<StoredSecretVersion>> FindAsync(IReadOnlyCollection<SecretInfo> secrets, CancellationToken cancellationToken);

    /// <summary>Finds where the values of one version of a secret are stored, and the names of their keys.</summary>
    /// <returns>Null if there is no such version.</returns>
    /// <exception cref="ZenException">As in <see cref="FindAsync"/>.</exception>
    Task<(StoredSecretVersion Version, IReadOnlyList<string> Keys)?> FindVersionAsync(
        SecretInfo secret, long version, CancellationToken cancellationToken);

    /// <summary>Records that a version is about to be written to the back end.</summary>
    /// <param name="key">The version.</param>
    /// <param name="expires">When its writer is taken for dead.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddIntentAsync(SecretVersionKey key, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Moves the time when the writer of versions is taken for dead. Intents that were abandoned stay abandoned.</summary>
    Task RenewIntentsAsync(IReadOnlyCollection<SecretVersionKey> keys, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a written version the one that a secret's metadata names, and removes its intent. As many earlier versions
    /// are kept as the secret or the store is set to; older ones are to be deleted from the back end.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="secret">The metadata as it will be.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether the intent was still there. If not, it expired and was abandoned, and nothing was changed.</returns>
    Task<bool> CommitAsync(StoredSecretVersion version, SecretInfo secret, CancellationToken cancellationToken);

    /// <summary>Forgets where the versions of a secret are, and records that they are to be deleted from the back end.</summary>
    Task RetireAsync(Id<Secret> secret, CancellationToken cancellationToken);

    /// <summary>The same for one version.</summary>
    Task RetireAsync(Id<Secret> secret, long version, CancellationToken cancellationToken);

    /// <summary>The same for the versions beyond the number that the secret or the store is set to keep.</summary>
    Task TrimAsync(SecretInfo secret, CancellationToken cancellationToken);

    /// <summary>Turns an intent to write into one to delete: from now on it cannot be committed.</summary>
    /// <returns>Whether the version is to be deleted. It is not if it was committed before.</returns>
    Task<bool> AbandonAsync(SecretVersionKey key, CancellationToken cancellationToken);

    /// <summary>Lists versions that are to be deleted from the back end, and those whose intent to write expired.</summary>
    /// <param name="secret">Lists the ones to delete of one secret; null for those of all secrets, and the expired ones too.</param>
    /// <param name="now">The time.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="limit">How many to list at most.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<IReadOnlyList<SecretVersionKey>> ListUnfinishedAsync(
        Id<Secret>? secret, DateTimeOffset now, SecretVersionKey? after, int limit, CancellationToken cancellationToken);

    /// <summary>Removes the intent to delete a version: it is gone from the back end.</summary>
    Task RemoveAsync(SecretVersionKey key, CancellationToken cancellationToken);

    /// <summary>Whether the database knows a version: a secret's metadata names it or named it, or an intent does.</summary>
    Task<bool> ContainsAsync(SecretVersionKey key, CancellationToken cancellationToken);
}
