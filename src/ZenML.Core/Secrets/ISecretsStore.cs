using ZenML.Core.Errors;
using ZenML.Core.Resources;

namespace ZenML.Core.Secrets;

/// <summary>
/// The driver of a back end that keeps values: it stores, gives back and deletes them by secret and version, and translates its vendor's errors.
/// It knows nothing of names, scopes, owners or merging; <see cref="SecretsService"/> decides those.
/// </summary>
public interface ISecretsStore
{
    /// <summary>Keeps the values of one version of a secret, encrypted. A version is written once; an older one may be dropped once the metadata points to the newer.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/> before anything is written.</exception>
    Task PutAsync(SecretsStoreEntry entry, SecretValues values, CancellationToken cancellationToken);

    /// <summary>Gives the values back, byte for byte and in order.</summary>
    /// <returns>The values, or null if none are stored for that version.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.WrongEncryptionKey"/> if another key sealed them, <see cref="ErrorCode.StoreDamaged"/> if they do not belong to the entry.
    /// </exception>
    Task<SecretValues?> GetAsync(SecretsStoreEntry entry, CancellationToken cancellationToken);

    /// <summary>Which secrets have lost the values that their metadata points to. Asked once for all of them, and no value is read.</summary>
    /// <returns>The secrets of those entries for which <see cref="GetAsync"/> would find nothing.</returns>
    Task<IReadOnlySet<Id<Secret>>> FindMissingAsync(IReadOnlyCollection<SecretsStoreEntry> entries, CancellationToken cancellationToken);

    /// <summary>Deletes all versions of a secret's values. Deleting what is not there is no error.</summary>
    Task DeleteAsync(Id<Secret> secret, CancellationToken cancellationToken);

    /// <summary>Makes sure that the key at hand is the one that the store was begun with, without reading a value.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/>.</exception>
    Task EnsureUsableAsync(CancellationToken cancellationToken);
}
