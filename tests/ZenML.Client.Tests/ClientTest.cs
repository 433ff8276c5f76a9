using ZenML.Client.Remote;
using ZenML.Client.Settings;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.TestKit;
using ZenML.TestKit.Servers;

namespace ZenML.Client.Tests;

/// <summary>
/// A client over a real store in a fresh folder. A derived class that overrides the target proves the same for another
/// kind of store.
/// </summary>
public abstract class ClientTest : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder folderOfOther = new();
    private readonly List<IStoreConnection> opened = [];
    private ZenClient? client;

    /// <summary>What the client uses as its store.</summary>
    protected virtual TestTarget Target => TestTarget.Local;

    /// <summary>The server, if the target is one.</summary>
    private protected ITestServer? Server { get; private set; }

    protected ZenClient Client => client ??= Open();

    protected List<string> Warnings { get; } = [];

    protected string Folder => folder.Path;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ZenClientOptions Options =>
        new() { ConfigPath = Folder, ValidationLevel = SecretValidationLevel.SecretAndKeyExists, OnWarning = Warnings.Add };

    public virtual async ValueTask InitializeAsync()
    {
        Server = await TestServers.StartAsync(Target);
        await ConnectAsync(TestAccounts.Administrator, Options);
    }

    /// <summary>Disposes what a derived class opened, before the client and the server.</summary>
    protected virtual void DisposeMore()
    {
    }

    public async ValueTask DisposeAsync()
    {
        DisposeMore();
        if (client is not null)
        {
            await client.DisposeAsync();
        }

        foreach (var connection in opened)
        {
            await connection.DisposeAsync();
        }

        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        folder.Dispose();
        folderOfOther.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another client of the same store.</summary>
    protected ZenClient Open(Func<ZenClientOptions, ZenClientOptions>? change = null) =>
        ZenClient.Open(change is null ? Options : change(Options));

    /// <summary>A client of the same store for another account without administrator rights.</summary>
    protected async Task<ZenClient> OpenAsOtherAsync()
    {
        var options = Options with { ConfigPath = folderOfOther.Path };
        return new ZenClient(new ClientSession(await OpenConnectionOfOtherAsync(), new SettingsFile(options), options));
    }

    /// <summary>A connection to the store for the account of <see cref="Client"/>.</summary>
    private protected IStoreConnection OpenConnection() => Keep(new SelectedConnection(Options, new SettingsFile(Options)));

    /// <summary>A connection to the same store for the other account.</summary>
    private protected async Task<IStoreConnection> OpenConnectionOfOtherAsync()
    {
        if (Server is null)
        {
            return Keep(await OtherLocalConnection.OpenAsync(Folder, Token));
        }

        var options = Options with { ConfigPath = folderOfOther.Path };
        await ConnectAsync(TestAccounts.Other, options);
        return Keep(new SelectedConnection(options, new SettingsFile(options)));
    }

    /// <summary>Activates a workspace that does not exist, as if another machine had deleted it.</summary>
    protected void LoseActiveWorkspace(string name) =>
        new SettingsFile(Options).Change(settings => settings.WithWorkspace(Server?.Address, new ActiveChoice(Guid.NewGuid(), name)));

    /// <summary>Registers an MLflow experiment tracker with this configuration, puts it into a stack and makes that active.</summary>
    protected async Task<Stack> ActivateStackAsync(ConfigurationMap tracker)
    {
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        var component = await Client.Components.RegisterAsync(
            ComponentType.ExperimentTracker, "mlflow", "mlflow", tracker, cancellationToken: Token);
        await Client.Stacks.RegisterAsync("production", [.. standard.Components, component], Token);
        return await Client.Stacks.SetActiveAsync("production", cancellationToken: Token);
    }

    private async Task ConnectAsync(string account, ZenClientOptions options)
    {
        if (Server is not null)
        {
            await ZenServer.ConnectAsync(Server.Address, new ServerLogin.Password(account, Server.Password), options, Token);
        }
    }

    private IStoreConnection Keep(IStoreConnection connection)
    {
        opened.Add(connection);
        return connection;
    }
}
