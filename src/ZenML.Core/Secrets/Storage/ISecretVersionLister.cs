namespace ZenML.Core.Secrets.Storage;

/// <summary>A back end that lists what it stores.</summary>
public interface ISecretVersionLister
{
    /// <summary>Lists all versions of all secrets that this program stored, in any order.</summary>
    IAsyncEnumerable<SecretVersionKey> ListVersionsAsync(CancellationToken cancellationToken);
}
