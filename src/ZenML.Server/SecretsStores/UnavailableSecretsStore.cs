using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;
using ZenML.Protocol.Errors;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.SecretsStores;

/// <summary>No secrets store: reading or writing a value gets status 501, everything else works.</summary>
internal sealed class UnavailableSecretsStore : ISecretsStore
{
    /// <summary>The kind that chooses it.</summary>
    public static SecretsStoreKind Kind { get; } = new("none", [], _ => _ => new UnavailableSecretsStore());

    public Task<string> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken) => throw Failure();

    public Task<SecretValues?> GetAsync(StoredSecretVersion version, CancellationToken cancellationToken) => throw Failure();

    public Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ProbeAsync(CancellationToken cancellationToken) => throw Failure();

    private static HttpFailure Failure() =>
        HttpFailure.Named(501, ErrorClass.NotImplemented, "This server does not have a secrets store.");
}
