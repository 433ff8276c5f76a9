using System.Text.Json.Nodes;
using ZenML.TestKit.Upstream;

namespace ZenML.Cli.Tests.Commands;

/// <summary><c>secret update --if-version</c>: changes one version of a secret or nothing.</summary>
public sealed class SecretVersionTests : IDisposable
{
    private readonly CliHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task An_update_with_the_displayed_version_succeeds_once()
    {
        await host.RunAsync("secret", "create", "s", "--k=1");
        var version = await VersionAsync();

        var first = await host.RunAsync("secret", "update", "s", "--if-version", version, "--k=2");
        var second = await host.RunAsync("secret", "update", "s", "--if-version", version, "--k=3");

        Assert.Equal((0, 1), (first.ExitCode, second.ExitCode));
        Assert.Contains("'s' is at version 2, not 1", second.Error, StringComparison.Ordinal);
        Assert.Contains("Read it again, then repeat the update with version 2.", second.Error, StringComparison.Ordinal);
        var shown = await host.RunAsync("secret", "get", "s");
        Assert.Contains("workspace scope, version 2:", shown.Error, StringComparison.Ordinal);
        Assert.Contains(" 2 ", shown.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret", "rename", "s", "-n", "t")]
    [InlineData("secret", "update", "s", "--new-scope", "user")]
    public async Task A_rename_and_a_change_of_scope_count_as_changes_of_the_version(params string[] change)
    {
        await host.RunAsync("secret", "create", "s", "--k=1");
        var id = (string)(await DocumentAsync())["id"]!;
        Assert.Equal(0, (await host.RunAsync(change)).ExitCode);

        Assert.Equal(1, (await host.RunAsync("secret", "update", id, "--if-version", "1", "--k=2")).ExitCode);
        Assert.Equal(0, (await host.RunAsync("secret", "update", id, "--if-version", "2", "--k=2")).ExitCode);
    }

    [Fact]
    public async Task A_stale_version_is_reported_before_any_prompt()
    {
        await host.RunAsync("secret", "create", "s", "--k=1");

        var run = await host.RunAsync(new FakeTerminal("y", "2", "n"), "secret", "update", "s", "-i", "--if-version", "7");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("Change the value", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_version_is_reported_even_if_there_is_nothing_to_change()
    {
        await host.RunAsync("secret", "create", "s", "--k=1");

        Assert.Equal(1, (await host.RunAsync("secret", "update", "s", "--new-scope", "workspace", "--if-version", "7")).ExitCode);
    }

    [Fact]
    public async Task An_update_for_a_version_is_not_sent_to_a_server_without_versions()
    {
        await using var server = await UpstreamServer.StartAsync();
        server.AddSecret("s", "workspace", "default", ("k", "1"));
        host.Variables["ZENML_STORE_PASSWORD"] = UpstreamServer.Password;
        await host.RunAsync("connect", "--url", server.Address, "--username", "default");

        var run = await host.RunAsync("secret", "update", "s", "--if-version", "1", "--k=2");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not track versions", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
        var document = await DocumentAsync();
        Assert.Null(document["version"]);
        Assert.Equal("1", (string)document["values"]!["k"]!);
        Assert.Contains("in the workspace scope:", (await host.RunAsync("secret", "get", "s")).Error, StringComparison.Ordinal);
    }

    private async Task<JsonNode> DocumentAsync() => JsonNode.Parse((await host.RunAsync("secret", "get", "s", "--output", "json")).Out)!;

    private async Task<string> VersionAsync() => (await DocumentAsync())["version"]!.ToJsonString();

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("new")]
    public async Task An_invalid_version_number_is_rejected_when_the_command_line_is_parsed(string version)
    {
        var run = await host.RunAsync("secret", "update", "s", "--if-version", version, "--k=2");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--if-version must be a positive whole number.", run.Error, StringComparison.Ordinal);
    }
}
