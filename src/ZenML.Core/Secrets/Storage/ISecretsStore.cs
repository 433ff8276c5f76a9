using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.Storage;

/// <summary>
/// The driver of a back end that stores values outside the database, such as a vault of a cloud provider. It knows
/// nothing of names, scopes, owners or merging, and translates its vendor's errors. It is never called while a
/// transaction of the database is open.
/// </summary>
/// <remarks>
/// What only some back ends can do is an interface of its own, which the driver implements as well: <see cref="ISecretBatchReader"/>,
/// <see cref="ISecretPresenceCheck"/>, <see cref="ISecretVersionLister"/>.
/// </remarks>
public interface ISecretsStore
{
    /// <summary>Stores one version of a secret's values.</summary>
    /// <param name="key">The version. It is written once: no other call ever uses the same key.</param>
    /// <param name="values">The values.</param>
    /// <param name="cancellationToken">
    /// Cancels the request. The service cancels one that takes longer than <see cref="ExternalSecretValues.RequestTimeout"/>.
    /// </param>
    /// <returns>The back end's own id of the version, which <see cref="GetAsync"/> gets. It is not a secret.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>, <see cref="ErrorCode.TooLarge"/>. The values may have been stored all
    /// the same; the service deletes them.
    /// </exception>
    Task<string> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken);

    /// <summary>Returns the values of one version, byte for byte and in order.</summary>
    /// <returns>The values; null if the back end does not have them.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>; <see cref="ErrorCode.StoreDamaged"/>: what is stored there was not put under this key.
    /// </exception>
    Task<SecretValues?> GetAsync(StoredSecretVersion version, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes one version, also if the back end's id of it was never learned. If it does not exist, nothing happens. Whatever the back
    /// end keeps for the secret as a whole goes with its last version.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken);

    /// <summary>Checks that the back end can be reached and lets this program use it. Reads no value.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);
}
