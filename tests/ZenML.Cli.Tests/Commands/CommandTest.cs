using ZenML.TestKit.Doors;

namespace ZenML.Cli.Tests.Commands;

/// <summary>
/// Command lines over a store of their own. A class of tests that derives from another and leads elsewhere proves that the same holds there.
/// </summary>
public abstract class CommandTest : IAsyncLifetime
{
    private ITestServer? server;

    /// <summary>What the commands lead to.</summary>
    protected virtual TestDoor Door => TestDoor.Local;

    private protected CliHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        server = await TestServers.StartAsync(Door);
        if (server is not null)
        {
            Host.Variables["ZENML_STORE_PASSWORD"] = server.Password;
            var connected = await Host.RunAsync("connect", "--url", server.Address, "--username", TestAccounts.Administrator);
            Assert.True(connected.ExitCode == 0, connected.Error);
            Host.Variables.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Host.Dispose();
        GC.SuppressFinalize(this);
    }
}
