using ZenML.TestKit.Databases;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary>F3: commands whose connection breaks while a change is made.</summary>
public sealed class UnknownOutcomeTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private OwnServer server = null!;
    private FaultyProxy proxy = null!;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        proxy = FaultyProxy.Before(new Uri(server.Address).Port);
        host.Variables["ZENML_STORE_PASSWORD"] = server.Password;
        var connected = await host.RunAsync("connect", "--url", $"http://127.0.0.1:{proxy.Port}", "--username", TestAccounts.Administrator);
        Assert.True(connected.ExitCode == 0, connected.Error);
        host.Variables.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await server.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task F3_a_command_whose_change_has_an_unknown_outcome_exits_with_3_and_says_where_to_look()
    {
        var happened = proxy.AtNextRequest("POST /api/v1/", NetworkFault.CutAfter);
        var creating = host.RunAsync("secret", "create", "db", "--password=hunter2");
        await happened;
        await proxy.DisposeAsync();

        var run = await creating;

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("check before you try again", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F3_a_command_whose_connection_breaks_once_makes_its_change_once_and_succeeds()
    {
        var happened = proxy.AtNextRequest("POST /api/v1/", NetworkFault.CutAfter);

        var run = await host.RunAsync("secret", "create", "db", "--password=hunter2");

        await happened;
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("hunter2", (await host.RunAsync("secret", "get", "db")).Out, StringComparison.Ordinal);
    }
}
