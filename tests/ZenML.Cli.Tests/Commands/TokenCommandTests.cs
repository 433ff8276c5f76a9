using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>token</c> over our own server.</summary>
public sealed class TokenCommandTests : IAsyncLifetime
{
    private readonly CliHost host = new();
    private OwnServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        await host.RunAsync(new FakeTerminal(server.Password), "connect", "--url", server.Address, "--username", "default");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task Tokens_are_listed_with_account_login_and_address()
    {
        var list = await host.RunAsync("token", "list");
        var json = JsonNode.Parse((await host.RunAsync("token", "list", "--output", "json")).Out)!.AsArray();

        Assert.All(
            ["ACCOUNT", "LOGIN", "EXPIRES", "LAST_USED", "ADDRESS", "default", "password", "this login", "127.0.0.1"],
            text => Assert.Contains(text, list.Out, StringComparison.Ordinal));
        var own = Assert.Single(json, token => token!["current"]!.GetValue<bool>())!.AsObject();
        Assert.Equal(
            [
                "id", "account", "origin", "derived", "current", "api_key", "trust", "device_id", "host", "pipeline_id", "address",
                "last_used", "expires", "created",
            ],
            own.Select(property => property.Key));
    }

    [Fact]
    public async Task An_administrator_lists_the_tokens_of_everyone_and_revokes_one_after_confirmation_or_with_yes()
    {
        using var other = new CliHost();
        await other.RunAsync(new FakeTerminal(server.Password), "connect", "--url", server.Address, "--username", TestAccounts.Other);
        Assert.Equal(0, (await other.RunAsync("secret", "list")).ExitCode);
        Assert.Equal(1, (await other.RunAsync("token", "list", "--all")).ExitCode);
        var all = JsonNode.Parse(
            (await host.RunAsync("token", "list", "--all", $"--account={TestAccounts.Other}", "--output", "json")).Out)!.AsArray();
        var ids = all.Select(token => token!["id"]!.GetValue<string>()).ToArray();
        Assert.NotEmpty(ids);

        var declined = await host.RunAsync(new FakeTerminal("n"), "token", "revoke", ids[0]);
        Assert.Contains("Nothing was changed.", declined.Error, StringComparison.Ordinal);
        foreach (var id in ids)
        {
            var revoked = await host.RunAsync("token", "revoke", id[..8], "--yes");
            Assert.True(revoked.ExitCode == 0, revoked.Error);
            Assert.Contains($"Revoked the token {id} of '{TestAccounts.Other}'", revoked.Error, StringComparison.Ordinal);
        }

        Assert.NotEqual(0, (await other.RunAsync("secret", "list")).ExitCode);
        Assert.Equal(1, (await host.RunAsync("token", "revoke", ids[0], "--yes")).ExitCode);
    }

    [Theory]
    [InlineData("token list")]
    [InlineData("token revoke 8b2d8c0e --yes")]
    public async Task The_local_store_has_no_tokens_and_says_where_they_are_managed(string command)
    {
        using var local = new CliHost();

        var run = await local.RunAsync(command.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("zenml connect --url URL", run.Error, StringComparison.Ordinal);
    }
}
