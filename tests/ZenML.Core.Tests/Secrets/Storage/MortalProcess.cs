using ZenML.Core.Persistence;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Storage;

namespace ZenML.Core.Tests.Secrets.Storage;

/// <summary>
/// A process that dies at a chosen point: before or after each call of the database or of the back end, and inside each
/// transaction before it is committed. From then on every call fails and does nothing.
/// </summary>
internal sealed class MortalProcess(IDatabase database, ISecretsStore store, int dieAt)
{
    private readonly AsyncLocal<bool> isInTransaction = new();

    private readonly List<string> passed = [];

    /// <summary>Whether it died.</summary>
    public bool IsDead => passed.Count > dieAt;

    /// <summary>The point at which it died.</summary>
    public string DiedAt => passed[dieAt];

    /// <summary>The database as the process sees it.</summary>
    public IDatabase Database => new MortalDatabase(database, this);

    /// <summary>The back end as the process sees it.</summary>
    public ISecretsStore Store => new MortalStore(store, this);

    private void Pass(string point)
    {
        if (!IsDead)
        {
            passed.Add(point);
        }

        if (IsDead)
        {
            throw new ProcessDiedException();
        }
    }

    /// <summary>The process is dead.</summary>
    internal sealed class ProcessDiedException() : Exception("The process died.");

    private sealed class MortalDatabase(IDatabase database, MortalProcess process) : IDatabase
    {
        public Task<TResult> ReadAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            RunAsync("read", database.ReadAsync, work, cancellationToken);

        public Task<TResult> WriteAsync<TResult>(
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
            RunAsync("write", database.WriteAsync, work, cancellationToken);

        private async Task<TResult> RunAsync<TResult>(
            string kind,
            Func<Func<IUnitOfWork, CancellationToken, Task<TResult>>, CancellationToken, Task<TResult>> run,
            Func<IUnitOfWork, CancellationToken, Task<TResult>> work,
            CancellationToken cancellationToken)
        {
            process.Pass($"before {kind}");
            var result = await run(
                async (unit, token) =>
                {
                    process.isInTransaction.Value = true;
                    var inner = await work(unit, token);
                    process.isInTransaction.Value = false;
                    process.Pass($"inside {kind}");
                    return inner;
                },
                cancellationToken);
            process.Pass($"after {kind}");
            return result;
        }
    }

    private sealed class MortalStore(ISecretsStore store, MortalProcess process) : ISecretsStore
    {
        public Task<string> PutAsync(SecretVersionKey key, SecretValues values, CancellationToken cancellationToken) =>
            CallAsync("put", () => store.PutAsync(key, values, cancellationToken));

        public Task<SecretValues?> GetAsync(StoredSecretVersion version, CancellationToken cancellationToken) =>
            CallAsync("get", () => store.GetAsync(version, cancellationToken));

        public Task DeleteAsync(SecretVersionKey key, CancellationToken cancellationToken) => CallAsync(
            "delete",
            async () =>
            {
                await store.DeleteAsync(key, cancellationToken);
                return 0;
            });

        public Task ProbeAsync(CancellationToken cancellationToken) => store.ProbeAsync(cancellationToken);

        private async Task<TResult> CallAsync<TResult>(string what, Func<Task<TResult>> call)
        {
            Assert.False(process.isInTransaction.Value, $"The back end was called inside a transaction: {what}.");
            process.Pass($"before {what}");
            var result = await call();
            process.Pass($"after {what}");
            return result;
        }
    }
}
