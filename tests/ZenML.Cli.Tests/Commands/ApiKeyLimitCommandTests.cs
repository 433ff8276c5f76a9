using System.Text.Json.Nodes;
using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands;

/// <summary>Options of <c>service-account api-key</c> that limit a key, over our own server.</summary>
public sealed class ApiKeyLimitCommandTests : IAsyncLifetime
{
    private static readonly string[] Key = ["service-account", "api-key"];

    private readonly CliHost host = new();
    private OwnServer server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await OwnServer.StartAsync();
        await host.RunAsync(new FakeTerminal(server.Password), "connect", "--url", server.Address, "--username", "default");
        await host.RunAsync("service-account", "create", "ci", "--create-api-key", "false");
        await host.RunAsync("secret", "create", "db", "--k=v1");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        host.Dispose();
    }

    [Fact]
    public async Task A_key_is_created_with_limits_and_described_with_the_names_of_what_it_can_use()
    {
        var created = await host.RunAsync(
            [.. Key, "create", "ci", "k", "--role", "runner", "--workspace", "default", "--secret", "db", "--expires", "2127-01-31",
            "--from", "10.0.0.0/8", "--from", "::1"]);
        Assert.True(created.ExitCode == 0, created.Error);

        var text = (await host.RunAsync([.. Key, "describe", "ci", "k"])).Out;
        var json = JsonNode.Parse((await host.RunAsync([.. Key, "describe", "ci", "k", "--output", "json"])).Out)!.AsObject();

        Assert.All(
            [
                "role runner, one workspace, 1 secret, 2 networks", "WORKSPACE", "default", "SECRET", "db", "10.0.0.0/8", "::1/128",
                "2127-01-31",
            ],
            expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        Assert.Equal(
            [
                "id", "name", "service_account", "description", "active", "retain_period_minutes", "last_login", "last_rotated",
                "limits_hidden", "role", "workspace_id", "secret_ids", "roles_only", "networks", "expires", "last_used", "last_address",
                "created", "updated",
            ],
            json.Select(property => property.Key));
        Assert.Equal(
            ("runner", 1, 2), (json["role"]!.GetValue<string>(), json["secret_ids"]!.AsArray().Count, json["networks"]!.AsArray().Count));
    }

    [Fact]
    public async Task Limits_are_changed_and_removed()
    {
        await host.RunAsync(
            [.. Key, "create", "ci", "k", "--role", "viewer", "--secret", "db", "--from", "10.0.0.0/8", "--expires", "90d"]);

        var changed = await host.RunAsync(
            [.. Key, "update", "ci", "k", "--any-role", "--any-secret", "--from-anywhere", "--expires", "never"]);

        Assert.True(changed.ExitCode == 0, changed.Error);
        var json = JsonNode.Parse((await host.RunAsync([.. Key, "describe", "ci", "k", "--output", "json"])).Out)!.AsObject();
        Assert.Null(json["role"]);
        Assert.Null(json["secret_ids"]);
        Assert.Null(json["expires"]);
        Assert.Empty(json["networks"]!.AsArray());
    }

    [Theory]
    [InlineData("--role admin", "--role")]
    [InlineData("--expires soon", "--expires must be a date")]
    [InlineData("--expires 2020-01-01", "must expire in the future")]
    [InlineData("--from 10.0.0.1/8", "'10.0.0.1/8' is not a network")]
    [InlineData("--secret missing", "There is no secret named 'missing'")]
    [InlineData("--workspace missing", "missing")]
    public async Task An_invalid_limit_is_an_error_and_no_key_is_created(string options, string message)
    {
        var run = await host.RunAsync([.. Key, "create", "ci", "k", .. options.Split(' ')]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("No API keys found.", (await host.RunAsync([.. Key, "list", "ci"])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--role viewer --any-role", "--role or --any-role")]
    [InlineData("--from 10.0.0.0/8 --from-anywhere", "--from or --from-anywhere")]
    [InlineData("", "Nothing to change.")]
    public async Task An_update_that_contradicts_itself_or_changes_nothing_is_an_error(string options, string message)
    {
        await host.RunAsync([.. Key, "create", "ci", "k"]);

        var run = await host.RunAsync([.. Key, "update", "ci", "k", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_where_a_key_was_last_used()
    {
        var text = (await host.RunAsync([.. Key, "create", "ci", "k"])).Out.Trim();
        using var other = new CliHost { Input = text };
        await other.RunAsync("connect", "--url", server.Address, "--api-key", "@-");

        var json = JsonNode.Parse((await host.RunAsync([.. Key, "list", "ci", "--output", "json"])).Out)!.AsArray();

        Assert.Equal("127.0.0.1", json[0]!["last_address"]!.GetValue<string>());
        Assert.NotNull(json[0]!["last_used"]);
    }
}
