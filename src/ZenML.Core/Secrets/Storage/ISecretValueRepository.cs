using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.Leaks;

namespace ZenML.Core.Secrets.Storage;

/// <summary>Values of secrets in the database itself, encrypted, in the transaction of the metadata.</summary>
public interface ISecretValueRepository
{
    /// <summary>
    /// Stores the values of the version that the metadata names. As many earlier versions are kept as the secret or the store is set to;
    /// older ones are destroyed.
    /// </summary>
    /// <param name="secret">The metadata as it will be; its key names are those of the values, in the same order.</param>
    /// <param name="values">The values.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/> before anything is written.</exception>
    Task PutAsync(SecretInfo secret, SecretValues values, CancellationToken cancellationToken);

    /// <summary>Returns the current values, byte for byte and in order.</summary>
    /// <returns>The values, or null if none are stored for that version.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.WrongEncryptionKey"/> if another key sealed them, <see cref="ErrorCode.StoreDamaged"/> if they do not belong to
    /// the secret or its row is not what was written.
    /// </exception>
    Task<SecretValues?> GetAsync(SecretInfo secret, CancellationToken cancellationToken);

    /// <summary>Returns the values of an earlier version, byte for byte and in order.</summary>
    /// <param name="secret">The secret as it is now.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The values, or null if none are stored for that version.</returns>
    /// <exception cref="ZenException">
    /// As in <see cref="GetAsync"/>; <see cref="ErrorCode.StoreDamaged"/> also if the values belong to another version.
    /// </exception>
    Task<SecretValues?> GetVersionAsync(SecretInfo secret, long version, CancellationToken cancellationToken);

    /// <summary>Finds secrets that have lost the values that their metadata points to. One query for all; no value is read.</summary>
    /// <returns>The secrets for which <see cref="GetAsync"/> would return null.</returns>
    Task<IReadOnlySet<Id<Secret>>> FindMissingAsync(IReadOnlyCollection<SecretInfo> secrets, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes all versions of a secret's values and, as soon as they are committed, what the database keeps of them. If there are none,
    /// nothing happens.
    /// </summary>
    Task DeleteAsync(Id<Secret> secret, CancellationToken cancellationToken);

    /// <summary>Deletes one version of a secret's values and, as soon as they are committed, what the database keeps of them.</summary>
    Task DestroyAsync(Id<Secret> secret, long version, CancellationToken cancellationToken);

    /// <summary>Finds the secrets of a part of the store that have a value, by its fingerprint.</summary>
    /// <param name="value">The value.</param>
    /// <param name="allVersions">Whether to search earlier versions too.</param>
    /// <param name="after">The stored id of the secret after which the part begins; empty at the beginning.</param>
    /// <param name="limit">How many secrets to search.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<SecretLeakPage> FindByValueAsync(
        SensitiveString value, bool allVersions, string after, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes the versions beyond the number that the secret or the store is set to keep.</summary>
    Task TrimAsync(SecretInfo secret, CancellationToken cancellationToken);

    /// <summary>Checks that the key at hand is the one that the store was created with, without reading a value.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.WrongEncryptionKey"/>.</exception>
    Task EnsureUsableAsync(CancellationToken cancellationToken);
}
