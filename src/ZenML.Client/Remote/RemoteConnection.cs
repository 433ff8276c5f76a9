using ZenML.Client.Remote.Http;
using ZenML.Client.Remote.Login;
using ZenML.Client.Remote.Resources;
using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote;

/// <summary>A store connection to a server.</summary>
internal sealed class RemoteConnection : IStoreConnection
{
    /// <summary>The value of <see cref="StoreDescription.Kind"/>.</summary>
    public const string Kind = "server";

    private readonly ServerAddress address;
    private readonly Transport transport;
    private readonly AccountSession account;
    private readonly ServerConnection connection;
    private readonly RemoteServices services;
    private volatile bool isClosed;

    /// <summary>Prepares a connection without sending anything.</summary>
    /// <param name="address">The server.</param>
    /// <param name="certificateAuthorities">A PEM file with the certificates to trust for the server; null for those that the system
    /// trusts.</param>
    /// <param name="read">Returns the login as it is stored now.</param>
    /// <param name="update">Changes the login as it is stored now, unless it was deleted.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="route">The route to the server.</param>
    public RemoteConnection(
        ServerAddress address, string? certificateAuthorities, Func<ServerAccount?> read,
        Action<Func<ServerAccount, ServerAccount>> update, TimeProvider clock, ServerRoute route)
    {
        this.address = address;
        transport = new Transport(address, certificateAuthorities, clock, route);
        account = new AccountSession(address, certificateAuthorities, new LoginRequests(address, transport, clock), read, update, clock)
        {
            IsOfVariable = route.IsOfVariable,
        };
        connection = new ServerConnection(address, transport, account);
        services = new RemoteServices(connection, account, clock);
    }

    public StoreDescription Describe() => new(Kind, address.ToString());

    public string? DescribeLogin() => account.DescribeLogin();

    public string Identify() => $"{Describe()} {account.Identify()}";

    public ValueTask<IZenServices> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(ZenClient));
        return ValueTask.FromResult<IZenServices>(services);
    }

    public ValueTask<IAccountServices> OpenAccountsAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(ZenClient));
        return ValueTask.FromResult<IAccountServices>(services);
    }

    public async ValueTask<ISingleRequestReads?> FindSingleRequestReadsAsync(
        Action<SensitiveString> observe, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(ZenClient));
        return await connection.IsKnownToHaveExtensionsAsync(ExtensionPaths.WithWorkspaceReads, cancellationToken)
            ? new SingleRequestReads(connection, FindViewerAsync, observe)
            : null;
    }

    public Task<DownloadedBackup> DownloadBackupAsync(DownloadTarget target, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed, typeof(ZenClient));
        return new RemoteBackup(connection).DownloadAsync(target, cancellationToken);
    }

    private async ValueTask<Id<User>> FindViewerAsync(CancellationToken cancellationToken) =>
        TokenAccount.Find(await account.GetTokenAsync(cancellationToken))
            ?? (await new CurrentAccount(connection, account).GetAsync(cancellationToken)).Id;

    public ValueTask DisposeAsync()
    {
        isClosed = true;
        account.Dispose();
        transport.Dispose();
        return ValueTask.CompletedTask;
    }
}
