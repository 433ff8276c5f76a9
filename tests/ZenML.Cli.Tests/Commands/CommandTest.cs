using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands;

/// <summary>
/// Command lines over a store of their own. A class of tests that derives from another and leads elsewhere proves that
/// the same holds there.
/// </summary>
public abstract class CommandTest : IAsyncLifetime
{
    /// <summary>The server that the commands lead to; null for the store in this process.</summary>
    private protected ITestServer? Server { get; private set; }

    /// <summary>What the commands lead to.</summary>
    protected virtual TestDoor Door => TestDoor.Local;

    private protected CliHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Server = await TestServers.StartAsync(Door);
        if (Server is not null)
        {
            Host.Variables["ZENML_STORE_PASSWORD"] = Server.Password;
            var connected = await Host.RunAsync("connect", "--url", Server.Address, "--username", TestAccounts.Administrator);
            Assert.True(connected.ExitCode == 0, connected.Error);
            Host.Variables.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        Host.Dispose();
        GC.SuppressFinalize(this);
    }
}
