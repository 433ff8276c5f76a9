using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

public sealed class OutputFormatTests : IDisposable
{
    private readonly CliHost host = new();

    [Theory]
    [InlineData("secret list", "app\nweb\n")]
    [InlineData("secret ls", "app\nweb\n")]
    [InlineData("secret list --name=web", "web\n")]
    [InlineData("secret list --name=none", "")]
    [InlineData("secret get app", "app\n")]
    [InlineData("secret describe app", "app\n")]
    [InlineData("secret history app", "2\n1\n")]
    [InlineData("secret diff app", "b\n")]
    [InlineData("secret usages app", "tracker\n")]
    [InlineData("secret usages", "app\n")]
    [InlineData("secret usages --unused", "web\n")]
    [InlineData("stack get", "default\n")]
    [InlineData("stack validate", "")]
    [InlineData("experiment-tracker list", "tracker\n")]
    [InlineData("experiment-tracker get", "")]
    [InlineData("artifact-store get", "default\n")]
    [InlineData("artifact-store flavor list --name=s3", "s3\n")]
    [InlineData("pipeline runs list", "")]
    [InlineData("workspace list", "default\n")]
    [InlineData("user show", "default\n")]
    [InlineData("whoami", "default\n")]
    [InlineData("store check", "")]
    public async Task Names_are_one_on_each_line(string command, string expected)
    {
        await FillAsync();

        var run = await host.RunAsync([.. command.Split(' '), "-o", "name"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(expected, run.Out);
    }

    [Fact]
    public async Task The_name_of_the_status_is_the_location_of_the_store() => Assert.Equal(
        Path.Combine(host.Folder, "config") + "\n", (await host.RunAsync("status", "-o", "name")).Out);

    [Fact]
    public async Task The_names_of_a_failed_check_are_the_secrets_that_are_missing()
    {
        await FillAsync();
        await host.RunAsync("experiment-tracker", "update", "tracker", "--tracking_username={{app.nope}}", "--tracking_token={{gone.x}}");
        await host.RunAsync("stack", "register", "tracked", "-o", "default", "-a", "default", "-e", "tracker");

        var run = await host.RunAsync("stack", "validate", "tracked", "-o", "name");

        Assert.Equal((1, "app\ngone\n"), (run.ExitCode, string.Concat(run.Out.Split('\n')[..^1].Order().Select(line => line + "\n"))));
    }

    [Fact]
    public void Hidden_characters_in_names_are_escaped()
    {
        using var output = new StringWriter { NewLine = "\n" };
        new CliContext(host.Environment(output, TextWriter.Null, new FakeTerminal())).Writer.WriteNames(["a\nb", "c"]);

        Assert.Equal("a\\nb\nc\n", output.ToString());
    }

    [Fact]
    public async Task Values_can_be_lines_of_variables()
    {
        await host.RunAsync("secret", "create", "s", "--user=ada", "--password=two words");

        Assert.Equal("user=ada\npassword='two words'\n", (await host.RunAsync("secret", "get", "s", "--output", "env")).Out);
        Assert.Equal("user=ada\n", (await host.RunAsync("secret", "get", "s", "--key", "user", "-o", "env")).Out);
    }

    [Fact]
    public async Task A_value_that_a_line_cannot_express_is_an_error_that_names_its_key()
    {
        await host.RunAsync("secret", "create", "s", "--key-value", "two words=v-canary");

        var run = await host.RunAsync("secret", "get", "s", "-o", "env");

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("two words", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("v-canary", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_is_answered_with_the_choices()
    {
        Assert.Contains(
            "Error: --output must be 'table', 'json', 'yaml' or 'name'.\n",
            (await host.RunAsync("secret", "list", "-o", "xml")).Error, StringComparison.Ordinal);
        Assert.Contains(
            "Error: --output must be 'table', 'json', 'yaml', 'name' or 'env'.\n",
            (await host.RunAsync("secret", "get", "s", "-o", "xml")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_and_the_workspace_are_shown_for_the_local_store()
    {
        var document = JsonNode.Parse((await host.RunAsync("whoami", "--output", "json")).Out)!;

        Assert.Equal(("default", true, "default"), (
            (string)document["user"]!, (bool)document["is_admin"]!, (string)document["workspace"]!));
        Assert.Null(document["server"]);
        Assert.Contains("none: the local store", (await host.RunAsync("whoami")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_are_shown_as_they_are_typed()
    {
        await FillAsync();

        var run = await host.RunAsync("experiment-tracker", "describe", "tracker");

        Assert.Contains("┃ tracking_uri ", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();

    private async Task FillAsync()
    {
        await host.RunAsync("secret", "create", "app", "--a=1");
        await host.RunAsync("secret", "update", "app", "--b=2");
        await host.RunAsync("secret", "create", "web", "--c=3");
        await host.RunAsync(
            "experiment-tracker", "register", "tracker", "-f", "mlflow", "--tracking_uri=http://x", "--tracking_password={{app.a}}");
    }
}
