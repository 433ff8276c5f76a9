using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary><c>zenml secret leaked</c>.</summary>
public class SecretLeakedTests : CommandTest
{
    [Fact]
    public async Task A_leaked_value_is_found_without_being_shown_and_the_search_is_in_the_audit_log()
    {
        Assert.Equal(0, (await Host.RunAsync("secret", "create", "db", "--user=admin", "--password=correct horse")).ExitCode);
        Host.Input = "correct horse\n";

        var run = await Host.RunAsync("secret", "leaked", "@-", "--trim", "--output", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        var found = Assert.Single(JsonNode.Parse(run.Out)!.AsArray())!;
        Assert.Equal(
            "id name key version current deleted scope owner workspace", string.Join(' ', found.AsObject().Select(pair => pair.Key)));
        Assert.Equal(("db", "password", true), ((string)found["name"]!, (string)found["key"]!, (bool)found["current"]!));
        Assert.DoesNotContain("correct horse", run.Out + run.Error, StringComparison.Ordinal);
        var searches = JsonNode.Parse((await Host.RunAsync("audit", "list", "--action", "search", "--output", "json")).Out)!.AsArray();
        Assert.Equal("db", (string)Assert.Single(searches)!["name"]!);
    }

    [Fact]
    public async Task A_value_that_no_secret_has_is_exit_code_1()
    {
        Host.Input = "nobody has this";

        var run = await Host.RunAsync("secret", "leaked", "@-");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("nobody has this", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("correct horse")]
    [InlineData("@@correct horse")]
    public async Task A_value_on_the_command_line_is_rejected_and_not_repeated(string value)
    {
        var run = await Host.RunAsync("secret", "leaked", value);

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("correct horse", run.Error, StringComparison.Ordinal);
    }
}
