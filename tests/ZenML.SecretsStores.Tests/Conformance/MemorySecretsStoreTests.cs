using ZenML.Core.Secrets.Storage;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Conformance;

/// <summary>The store that other tests use keeps the promises of a real one.</summary>
public sealed class MemorySecretsStoreTests : SecretsStoreConformance
{
    protected override Task<IConformanceTarget> OpenAsync(TimeProvider clock) => Task.FromResult<IConformanceTarget>(new Target());

    private sealed class Target : IConformanceTarget
    {
        public ISecretsStore Store { get; } = new MemorySecretsStore();

        public Faults? Faults => null;

        public bool RepeatsWrites => false;

        public Task<Func<Task<bool>>>? PlantForeignAsync(SecretVersionKey key) => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
