using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.SecretsStores.Entries;

/// <summary>
/// Secrets in the entries of a back end: values as one JSON object of texts, in UTF-8 without escapes that are not needed, checked against
/// the back end's size before any request. What is larger is split into parts, which are written before the entry that names them.
/// </summary>
/// <param name="entries">The back end.</param>
public sealed class EntrySecretsStore(IEntryStore entries) : ISecretsStore, ISecretVersionLister
{
    /// <inheritdoc />
    public Task<string> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken) =>
        throw new NotSupportedException(entries.DisplayName);

    /// <inheritdoc />
    public Task<SecretValues?> GetAsync(StoredSecretVersion version, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <inheritdoc />
    public Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc />
    public Task ProbeAsync(CancellationToken cancellationToken) => entries.ProbeAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<SecretVersionKey> ListVersionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
