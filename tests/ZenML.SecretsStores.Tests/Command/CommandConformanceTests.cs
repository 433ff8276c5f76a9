using ZenML.Core.Secrets.Storage;
using ZenML.SecretsStores.Command;
using ZenML.SecretsStores.Entries;
using ZenML.SecretsStores.Tests.Conformance;
using ZenML.TestKit;
using ZenML.TestKit.SecretsStores;

namespace ZenML.SecretsStores.Tests.Command;

/// <summary>The example in Python, which stores an entry in a file.</summary>
public sealed class CommandConformanceTests : SecretsStoreConformance
{
    protected override Task<IConformanceTarget> OpenAsync(TimeProvider clock)
    {
        Assert.SkipUnless(PythonExample.Python is not null, "There is no Python on this machine.");
        return Task.FromResult<IConformanceTarget>(new Target(clock));
    }

    private sealed class Target : IConformanceTarget
    {
        private readonly TemporaryFolder folder = new();
        private readonly Guid server = Guid.NewGuid();
        private readonly EntrySecretsStore store;

        public Target(TimeProvider clock) => store = new EntrySecretsStore(new CommandEntryStore(
            new CommandOptions { Command = [PythonExample.Python!, PythonExample.Script, folder.Path], MaximumEntryBytes = 100_000 },
            new EntryOwner(_ => Task.FromResult(server)),
            clock,
            _ => { }));

        public ISecretsStore Store => store;

        public Faults? Faults => null;

        public bool RepeatsWrites => true;

        // Entries of other servers have a folder of their own.
        public Task<Func<Task<bool>>>? PlantForeignAsync(SecretVersionKey key) => null;

        public ValueTask DisposeAsync()
        {
            store.Dispose();
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
