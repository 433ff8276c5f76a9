using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands;

/// <summary>
/// Runs command lines over a fresh store. A derived class that overrides the target proves the same for another kind of
/// store.
/// </summary>
public abstract class CommandTest : IAsyncLifetime
{
    /// <summary>The server that the commands use; null for the store in this process.</summary>
    private protected ITestServer? Server { get; private set; }

    /// <summary>What the commands use as their store.</summary>
    protected virtual TestTarget Target => TestTarget.Local;

    private protected CliHost Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Server = await TestServers.StartAsync(Target);
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
