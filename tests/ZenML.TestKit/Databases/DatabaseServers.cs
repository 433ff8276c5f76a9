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
    public static async Task<TestDatabase> CreateDatabaseAsync(StoreKind kind) => await (await ServerOf(kind)).CreateDatabaseAsync();

    /// <summary>Creates a database with a new store in it, in much less time than its migrations take.</summary>
    /// <remarks>It is a copy of one store that is made once in a test run, so all copies have the same key ring and rows.</remarks>
    /// <param name="kind">The kind of the server.</param>
    /// <param name="folder">The folder that gets the key ring.</param>
    public static async Task<TestDatabase> CreateStoreAsync(StoreKind kind, string folder) =>
        await (await ServerOf(kind)).CreateStoreAsync(folder);

    /// <summary>Stops the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { PostgreSql, MariaDb }.Where(server => server.IsValueCreated && server.Value.IsCompletedSuccessfully))
        {
            await (await server.Value).DisposeAsync();
        }
    }

    private static Task<TestServer> ServerOf(StoreKind kind) => (kind == StoreKind.PostgreSql ? PostgreSql : MariaDb).Value;
}
