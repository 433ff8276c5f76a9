using System.Data.Common;
using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Servers;
using ZenML.Stores.Sql;
using ZenML.Stores.Sqlite;
using ZenML.TestKit.Databases;

namespace ZenML.TestKit;

/// <summary>A real store in a temporary folder, with a second account.</summary>
public sealed class TemporaryStore : IAsyncDisposable
{
    /// <summary>The name of the second account.</summary>
    public const string OtherUserName = "other";

    private readonly TemporaryFolder folder;

    private TemporaryStore(
        TemporaryFolder folder,
        TestDatabase? server,
        SqlStore store,
        Caller other,
        Workspace workspace,
        TimeProvider clock)
    {
        this.folder = folder;
        Server = server;
        Database = store;
        OtherCaller = other;
        Workspace = workspace;
        Clock = clock;
        Reads = new ReadAuditWriter(store, clock, ReadAuditWriter.DefaultRetention);
        Services = ServicesOf(store.LocalCaller);
        OtherServices = ServicesOf(other);
    }

    /// <summary>The folder of the store's files.</summary>
    public string Folder => folder.Path;

    /// <summary>The store.</summary>
    public SqlStore Database { get; }

    /// <summary>The store, if it is embedded.</summary>
    public SqliteStore Store => (SqliteStore)Database;

    /// <summary>The database on a server; null for an embedded store.</summary>
    public TestDatabase? Server { get; }

    /// <summary>The default workspace.</summary>
    public Workspace Workspace { get; }

    /// <summary>The second account.</summary>
    public Caller OtherCaller { get; }

    /// <summary>The services of the local user.</summary>
    public IServerServices Services { get; }

    /// <summary>The services of the second account.</summary>
    public IServerServices OtherServices { get; }

    /// <summary>Records reads of values.</summary>
    public ReadAuditWriter Reads { get; }

    /// <summary>The dependencies of the services.</summary>
    public ServiceDependencies Parts => PartsOf(Database);

    /// <summary>The clock of the services.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Makes a fresh embedded store.</summary>
    /// <param name="encryptionKey">The configured key; null for a key ring.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public static Task<TemporaryStore> CreateAsync(string? encryptionKey = null, TimeProvider? clock = null) =>
        CreateAsync(StoreKind.Sqlite, encryptionKey, clock);

    /// <summary>Makes a fresh store in any kind of database.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="encryptionKey">The configured key; null for a key ring.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public static async Task<TemporaryStore> CreateAsync(StoreKind kind, string? encryptionKey = null, TimeProvider? clock = null)
    {
        if (kind == StoreKind.Sqlite)
        {
            return await CreateAsync(server: null, encryptionKey, clock);
        }

        if (encryptionKey is not null || clock is not null)
        {
            return await CreateAsync(await DatabaseServers.CreateDatabaseAsync(kind), encryptionKey, clock);
        }

        var folder = new TemporaryFolder();
        return await OpenAsync(folder, await DatabaseServers.CreateStoreAsync(kind, folder.Path), encryptionKey: null, TimeProvider.System);
    }

    /// <summary>Makes a fresh store in an empty database.</summary>
    /// <param name="server">The database; null for a file.</param>
    /// <param name="encryptionKey">The configured key; null for a key ring.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public static Task<TemporaryStore> CreateAsync(TestDatabase? server, string? encryptionKey = null, TimeProvider? clock = null) =>
        OpenAsync(new TemporaryFolder(), server, encryptionKey, clock ?? TimeProvider.System);

    /// <summary>Opens the same store once more, as another process would.</summary>
    /// <param name="encryptionKey">The user's own key; null for a key ring.</param>
    /// <param name="secretVersions">How many versions of each secret's values are kept.</param>
    public Task<SqlStore> OpenAgainAsync(string? encryptionKey = null, int secretVersions = SecretLimits.DefaultVersions) =>
        OpenAsync(Folder, Server, encryptionKey, Clock, secretVersions);

    /// <summary>Connects to the database directly, bypassing the store.</summary>
    public Task<DbConnection> ConnectAsync() => Server is null ? RawDatabase.OpenAsync(Store.Path) : Server.ConnectAsync();

    /// <summary>The services of an account over this store, or over another opened on the same files.</summary>
    public IServerServices ServicesOf(Caller caller, SqlStore? store = null) => new ZenServices(caller, PartsOf(store ?? Database));

    /// <summary>An account that has what new accounts get: the role of an editor in every workspace.</summary>
    public static Caller CallerOf(User account) =>
        new(account.Id, account.Name, account.IsAdmin) { Access = new CallerAccess { Everywhere = Role.Editor } };

    /// <summary>The dependencies of services over a database.</summary>
    public ServiceDependencies PartsOf(IDatabase database) => new(database, new StructuredText(), PlainPasswords.Instance, Reads, Clock);

    /// <summary>Closes the store and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Reads.DisposeAsync();
        await Database.DisposeAsync();
        folder.Dispose();
    }

    private static async Task<TemporaryStore> OpenAsync(
        TemporaryFolder folder, TestDatabase? server, string? encryptionKey, TimeProvider clock)
    {
        var store = await OpenAsync(folder.Path, server, encryptionKey, clock);
        var workspace = await store.ReadAsync(
            async (unit, token) => (await unit.Workspaces.FindByNameAsync("default", token))[0],
            CancellationToken.None);
        var other = new User
        {
            Id = Id<User>.New(), Name = OtherUserName, Created = clock.GetMicrosecondUtcNow(), Updated = clock.GetMicrosecondUtcNow(),
        };
        await TestUsers.AddAsync(store, other);
        return new TemporaryStore(folder, server, store, CallerOf(other), workspace, clock);
    }

    private static Task<SqlStore> OpenAsync(
        string folder,
        TestDatabase? server,
        string? encryptionKey,
        TimeProvider clock,
        int secretVersions = SecretLimits.DefaultVersions) =>
        SqlStoreFactory.OpenAsync(new SqlStoreOptions
        {
            Url = server?.Url ?? StoreUrl.OfFile(Path.Combine(folder, "zenml-dotnet.db")),
            Folder = folder,
            EncryptionKey = encryptionKey,
            Clock = clock,
            SecretVersions = secretVersions,
        });
}
