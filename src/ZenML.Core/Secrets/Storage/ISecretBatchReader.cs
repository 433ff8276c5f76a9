namespace ZenML.Core.Secrets.Storage;

/// <summary>A back end that returns the values of many secrets in one request.</summary>
public interface ISecretBatchReader
{
    /// <summary>As <see cref="ISecretsStore.GetAsync"/>, for many versions.</summary>
    /// <returns>The values of those versions that the back end has.</returns>
    Task<IReadOnlyDictionary<SecretVersionKey, SecretValues>> GetManyAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken);
}
