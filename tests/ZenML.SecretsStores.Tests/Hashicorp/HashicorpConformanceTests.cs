using System.Text.Json.Nodes;
using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Hashicorp;
using ZenML.SecretsStores.Tests.Conformance;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Hashicorp;

/// <summary>Vault on the loopback address, with a token that has the policy of the guide.</summary>
public sealed class HashicorpConformanceTests : SecretsStoreFaultConformance
{
    protected override async Task<IConformanceTarget> OpenAsync(TimeProvider clock) => await Target.OpenAsync(clock);

    private sealed class Target(LoopbackVault vault, Guid server, ISecretsStore store) : IConformanceTarget
    {
        public ISecretsStore Store => store;

        public Faults? Faults => vault.Faults;

        public bool RepeatsWrites => true;

        public static async Task<Target> OpenAsync(TimeProvider clock)
        {
            var vault = await LoopbackVault.StartAsync();
            var server = Guid.NewGuid();
            var options = new HashicorpOptions
            {
                Address = vault.Address, Login = HashicorpLogin.With(vault.Issue(HashicorpPolicy.OfGuide, TimeSpan.FromDays(30))),
            };
            return new Target(vault, server, new EntrySecretsStore(
                new HashicorpEntryStore(options, new EntryOwner(_ => Task.FromResult(server)), clock, _ => { })));
        }

        public async Task<Func<Task<bool>>>? PlantForeignAsync(SecretVersionKey key)
        {
            var path = $"zenml/{server:D}/{new EntryName(key, 0).Format('.')}";
            vault.Put(path, new JsonObject { ["mine"] = "untouched" });
            await Task.CompletedTask;
            return () => Task.FromResult((string?)vault.Find(path)?["mine"] == "untouched");
        }

        public async ValueTask DisposeAsync()
        {
            (store as IDisposable)?.Dispose();
            await vault.DisposeAsync();
        }
    }
}
