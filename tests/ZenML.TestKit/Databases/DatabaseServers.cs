using ZenML.Stores.Servers;

namespace ZenML.TestKit.Databases;

/// <summary>
/// Real database servers for tests. Each starts at its first use, once in a test run, and stops with the run.
/// </summary>
public sealed class DatabaseServers : IAsyncDisposable
{
    private static readonly Lazy<Task<TestServer>> PostgreSql = new(() => TestServer.StartAsync(new PostgreSqlRecipe()));

    private static readonly Lazy<Task<TestServer>> MariaDb = new(() => TestServer.StartAsync(new MariaDbRecipe()));

    /// <summary>Creates a fresh, empty database on a server.</summary>
    /// <remarks>If the server program is not installed, the test is skipped; on CI it fails.</remarks>
    public static async Task<TestDatabase> CreateDatabaseAsync(StoreKind kind) =>
        await (await (kind == StoreKind.PostgreSql ? PostgreSql : MariaDb).Value).CreateDatabaseAsync();

    /// <summary>Stops the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { PostgreSql, MariaDb }.Where(server => server.IsValueCreated && server.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
