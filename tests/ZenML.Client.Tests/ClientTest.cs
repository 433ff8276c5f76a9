using ZenML.Client.Tests.Remote;
using ZenML.Core.Components;
using ZenML.Core.Configurations;
using ZenML.Core.References;
using ZenML.Core.Stacks;
using ZenML.TestKit;

namespace ZenML.Client.Tests;

/// <summary>
/// A client over a real store in a folder of its own. A class of tests that derives from another and leads elsewhere proves that the same holds there.
/// </summary>
public abstract class ClientTest : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ZenClient? client;

    /// <summary>What the client leads to.</summary>
    protected virtual TestDoor Door => TestDoor.Local;

    /// <summary>The server, if the door leads to one.</summary>
    private protected ITestServer? Server { get; private set; }

    protected ZenClient Client => client ??= Open();

    protected List<string> Warnings { get; } = [];

    protected string Folder => folder.Path;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected ZenClientOptions Options =>
        new() { ConfigPath = Folder, ValidationLevel = SecretValidationLevel.SecretAndKeyExists, OnWarning = Warnings.Add };

    public virtual async ValueTask InitializeAsync()
    {
        Server = Door switch
        {
            TestDoor.OwnServer => await OwnServer.StartAsync(),
            TestDoor.StockServer => await StockTestServer.StartAsync(),
            _ => null,
        };
        if (Server is not null)
        {
            await ZenServer.ConnectAsync(Server.Address, new ServerLogin.Password("default", Server.Password), Options, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.DisposeAsync();
        }

        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves out, elsewhere than in process, a test of what only a store in process has: its key, its files.</summary>
    protected void OnlyLocally() => Assert.SkipUnless(Door == TestDoor.Local, "This is about the store in process.");

    /// <summary>Another client of the same store.</summary>
    protected ZenClient Open(Func<ZenClientOptions, ZenClientOptions>? change = null) => ZenClient.Open(change is null ? Options : change(Options));

    /// <summary>Registers an MLflow experiment tracker with this configuration, puts it into a stack and makes that active.</summary>
    protected async Task<Stack> ActivateStackAsync(ConfigurationMap tracker)
    {
        var standard = await Client.Stacks.GetAsync("default", cancellationToken: Token);
        var component = await Client.Components.RegisterAsync(ComponentType.ExperimentTracker, "mlflow", "mlflow", tracker, cancellationToken: Token);
        await Client.Stacks.RegisterAsync("production", [.. standard.Components, component], Token);
        return await Client.Stacks.SetActiveAsync("production", cancellationToken: Token);
    }
}
