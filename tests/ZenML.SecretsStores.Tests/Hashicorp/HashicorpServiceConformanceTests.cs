using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Hashicorp;
using ZenML.SecretsStores.Tests.Conformance;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Hashicorp;

/// <summary>
/// A real Vault or OpenBao, in which each test uses a folder of its own: <c>ZENML_TEST_HASHICORP_ADDR</c>,
/// <c>ZENML_TEST_HASHICORP_TOKEN</c>, and <c>ZENML_TEST_HASHICORP_MOUNT_POINT</c> if it is not <c>secret</c>.
/// </summary>
public sealed class HashicorpServiceConformanceTests : SecretsStoreConformance
{
    protected override Task<IConformanceTarget> OpenAsync(TimeProvider clock)
    {
        var address = Environment.GetEnvironmentVariable("ZENML_TEST_HASHICORP_ADDR");
        var token = Environment.GetEnvironmentVariable("ZENML_TEST_HASHICORP_TOKEN");
        Assert.SkipWhen(address is null || token is null, "No real Vault is named by ZENML_TEST_HASHICORP_ADDR and _TOKEN.");
        var options = new HashicorpOptions
        {
            Address = new Uri(address!),
            Login = HashicorpLogin.With(token!),
            MountPoint = Environment.GetEnvironmentVariable("ZENML_TEST_HASHICORP_MOUNT_POINT") ?? "secret",
            Prefix = $"zenml-test-{Guid.NewGuid():N}",
        };
        return Task.FromResult<IConformanceTarget>(new Target(new EntrySecretsStore(
            new HashicorpEntryStore(options, new EntryOwner(_ => Task.FromResult(Guid.Empty)), clock, _ => { }))));
    }

    private sealed class Target(EntrySecretsStore store) : IConformanceTarget
    {
        public ISecretsStore Store => store;

        public Faults? Faults => null;

        public bool RepeatsWrites => true;

        public Task<Func<Task<bool>>>? PlantForeignAsync(SecretVersionKey key) => null;

        public async ValueTask DisposeAsync()
        {
            await foreach (var key in store.ListVersionsAsync(CancellationToken.None))
            {
                await store.DeleteAsync(key, CancellationToken.None);
            }

            store.Dispose();
        }
    }
}
