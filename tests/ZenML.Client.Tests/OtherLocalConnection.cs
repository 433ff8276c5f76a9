using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Formats;
using ZenML.Stores.Sqlite;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests;

/// <summary>A connection to a local store for an account that is not the local user.</summary>
internal sealed class OtherLocalConnection : IStoreConnection
{
    private readonly SqliteStore store;
    private readonly IZenServices services;

    private OtherLocalConnection(SqliteStore store, IZenServices services)
    {
        this.store = store;
        this.services = services;
    }

    /// <summary>Adds the account to the store in a folder.</summary>
    public static async Task<OtherLocalConnection> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { Folder = folder, Clock = TimeProvider.System }, cancellationToken);
        var parts = new ServiceDependencies(store, new StructuredText(), PlainPasswords.Instance, new NullReadLog(), TimeProvider.System);
        var account = await new ZenServices(store.LocalCaller, parts).Accounts.CreateAsync(
            new NewUser(TestAccounts.Other, IsAdmin: false) { Password = "correct horse battery" }, cancellationToken);
        return new OtherLocalConnection(store, new ZenServices(TemporaryStore.CallerOf(account.User), parts));
    }

    public StoreDescription Describe() => new("test", "");

    public ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken) => ValueTask.FromResult(services);

    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
