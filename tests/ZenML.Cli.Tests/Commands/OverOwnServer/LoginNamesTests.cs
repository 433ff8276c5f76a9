using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

/// <summary><c>connect URL</c>, <c>login</c>, <c>logout</c> and <c>whoami</c>.</summary>
public sealed class LoginNamesTests : CommandTest
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_user_logs_in_again_without_the_URL_and_logs_out()
    {
        Host.Variables["ZENML_STORE_PASSWORD"] = Server!.Password;
        Assert.Equal(0, (await Host.RunAsync("logout")).ExitCode);
        Assert.Contains("No server is in use.", (await Host.RunAsync("login", "-u", "default")).Error, StringComparison.Ordinal);

        var first = await Host.RunAsync("login", Server.Address, "--username", TestAccounts.Administrator);
        var again = await Host.RunAsync("connect", "--username", TestAccounts.Administrator);
        var who = JsonNode.Parse((await Host.RunAsync("whoami", "-o", "json")).Out)!;
        var left = await Host.RunAsync("logout");

        Assert.Equal((0, first), (first.ExitCode, again));
        Assert.Equal((Server.Address, TestAccounts.Administrator), ((string)who["server"]!, (string)who["user"]!));
        Assert.Contains($"Disconnected from {Server.Address}.", left.Error, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse((await Host.RunAsync("whoami", "-o", "json")).Out)!["server"]);
    }

    [Fact]
    public async Task A_login_without_a_choice_says_who_is_logged_in_already_and_keeps_that_login()
    {
        var again = await Host.RunAsync("login", Server!.Address);

        Assert.Equal(
            (0, "", $"Already logged in to {Server.Address} as '{TestAccounts.Administrator}'. To log in anew: zenml connect --browser, or "
                + "--username NAME\n"),
            (again.ExitCode, again.Out, again.Error));
        Assert.Equal(again, await Host.RunAsync("connect"));
        Assert.Equal(0, (await Host.RunAsync("secret", "list")).ExitCode);
    }

    [Fact]
    public async Task A_server_that_is_given_twice_is_an_error()
    {
        var run = await Host.RunAsync("connect", Server!.Address, "--url", Server.Address, "-u", "default");

        Assert.Equal((2, "Error: The server is given twice. Use either URL or --url, not both.\n"), (run.ExitCode, run.Error));
    }
}
