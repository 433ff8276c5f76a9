namespace ZenML.Core.Secrets.Storage;

/// <summary>A back end that says whether values are there and can be read, without reading them.</summary>
public interface ISecretPresenceCheck
{
    /// <summary>Finds versions that <see cref="ISecretsStore.GetAsync"/> would not return.</summary>
    Task<IReadOnlySet<SecretVersionKey>> FindMissingAsync(
        IReadOnlyCollection<StoredSecretVersion> versions, CancellationToken cancellationToken);
}
