using ZenML.TestKit.Servers;

namespace ZenML.Cli.Tests.Commands.OverOwnServer;

public sealed class AuditCommandOverOwnServerTests : AuditCommandTests
{
    protected override TestTarget Target => TestTarget.OwnServer;

    [Fact]
    public async Task A_read_of_many_secrets_at_once_is_one_line_that_opens()
    {
        foreach (var name in (string[])["one", "two", "three"])
        {
            await Host.RunAsync("secret", "create", name, $"--{name}=v");
        }

        Assert.Equal(0, (await Host.RunAsync("run", "--secret", "one", "--secret", "two", "--secret", "three", "--", "true")).ExitCode);

        var lines = System.Text.Json.Nodes.JsonNode.Parse(
            (await Host.RunAsync("audit", "list", "--action", "read", "--output", "json")).Out)!.AsArray();
        var line = Assert.Single(lines, item => (long)item!["parts"]! == 3)!;
        var parts = System.Text.Json.Nodes.JsonNode.Parse(
            (await Host.RunAsync("audit", "show", (string)line["id"]!, "--output", "json")).Out)!.AsArray();
        Assert.Equal(["one", "three", "two"], parts.Select(part => (string)part!["name"]!).Order(StringComparer.Ordinal));
        Assert.Contains("and 2 more", (await Host.RunAsync("audit", "list")).Out, StringComparison.Ordinal);
    }
}
