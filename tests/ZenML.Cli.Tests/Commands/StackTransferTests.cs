using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

public class StackTransferTests : CommandTest
{
    [Fact]
    public async Task A_stack_with_plain_text_in_a_component_can_be_imported_into_the_store_it_came_from()
    {
        Assert.Equal(
            0,
            (await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password=plain-canary")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("stack", "export", "s", "s.yaml")).ExitCode);

        var import = await Host.RunAsync("stack", "import", "again", "--filename", "s.yaml");

        Assert.Equal(0, import.ExitCode);
        Assert.DoesNotContain(
            "plain-canary",
            await File.ReadAllTextAsync(Path.Combine(Host.Folder, "s.yaml"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_import_file_is_named_without_a_hint_about_at_signs()
    {
        var import = await Host.RunAsync("stack", "import", "s", "-f", "missing.yaml");

        Assert.Equal(1, import.ExitCode);
        Assert.Contains("missing.yaml", import.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("@@", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_between_the_words_of_a_command_is_the_help_of_that_command()
    {
        var between = await Host.RunAsync("secret", "--help", "list");
        var after = await Host.RunAsync("secret", "list", "--help");

        Assert.Equal(after.Out, between.Out);
        Assert.Contains("--sort-by", between.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_that_matches_one_name_in_both_scopes_lists_the_scopes()
    {
        await Host.RunAsync("secret", "create", "shared", "--a=1");
        await Host.RunAsync("secret", "create", "shared", "--scope", "user", "--a=2");

        var get = await Host.RunAsync("secret", "get", "sha");

        Assert.Equal(1, get.ExitCode);
        Assert.Contains("shared (user scope)", get.Error, StringComparison.Ordinal);
        Assert.Contains("shared (workspace scope)", get.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_to_a_dash_writes_only_the_stack_to_standard_output()
    {
        await Host.RunAsync("secret", "create", "s", "--a=canary");

        var secret = await Host.RunAsync("secret", "export", "s", "--filename", "-");
        var stack = await Host.RunAsync("stack", "export", "default", "-");

        Assert.Equal(new CliRun(0, "a: canary\n", ""), secret);
        Assert.Equal(0, stack.ExitCode);
        Assert.Equal("", stack.Error);
        Assert.Contains("orchestrator", stack.Out, StringComparison.Ordinal);
        Assert.Equal(["config"], Directory.EnumerateFileSystemEntries(Host.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Values_omitted_from_an_export_are_reported_with_the_file_or_component_they_belong_to()
    {
        await Host.RunAsync("alerter", "register", "a", "--flavor=slack", "--slack_token=plain-canary");
        await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-al", "a");
        var export = await Host.RunAsync("stack", "export", "s", "s.yaml");
        await Host.RunAsync("stack", "delete", "s", "--recursive", "-y");

        var import = await Host.RunAsync("stack", "import", "s", "--filename", "s.yaml");

        Assert.Contains("register the component first", export.Error, StringComparison.Ordinal);
        Assert.Equal(1, import.ExitCode);
        Assert.Contains("slack_token", import.Error, StringComparison.Ordinal);
        Assert.Contains("'zenml alerter register'", import.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--slack_token=VALUE", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_fails_at_a_later_component_keeps_none_of_the_earlier_ones()
    {
        await WriteFileAsync("s.yaml", """
            stack_name: s
            components:
              orchestrator: { name: mine, flavor: local }
              artifact_store: { name: default, flavor: local }
              experiment_tracker: { name: t, flavor: no-such-flavor }
            """);

        var import = await Host.RunAsync("stack", "import", "s", "--filename", "s.yaml");

        Assert.Equal(1, import.ExitCode);
        Assert.Contains("no-such-flavor", import.Error, StringComparison.Ordinal);
        Assert.Contains("the experiment tracker 't' of the file", import.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Registered", import.Error, StringComparison.Ordinal);
        Assert.Equal(["default"], await OrchestratorsAsync());
    }

    [Fact]
    public async Task An_import_without_a_required_component_of_a_stack_keeps_no_component()
    {
        await WriteFileAsync("s.yaml", """
            stack_name: s
            components:
              orchestrator: { name: mine, flavor: local }
            """);

        var import = await Host.RunAsync("stack", "import", "s", "--filename", "s.yaml");

        Assert.Equal(1, import.ExitCode);
        Assert.Contains("artifact store", import.Error, StringComparison.Ordinal);
        Assert.Equal(["default"], await OrchestratorsAsync());
    }

    [Fact]
    public async Task An_import_lists_what_it_registered()
    {
        await WriteFileAsync("s.yaml", """
            stack_name: other
            components:
              orchestrator: { name: mine, flavor: local, labels: { a: b } }
              artifact_store: { name: default, flavor: local }
            """);

        var import = await Host.RunAsync("stack", "import", "s", "--filename", "s.yaml");

        Assert.Equal(0, import.ExitCode);
        Assert.Contains("Registered the orchestrator 'mine'.", import.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("artifact store", import.Error, StringComparison.Ordinal);
        Assert.Contains("mine", (await Host.RunAsync("stack", "describe", "s")).Out, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> OrchestratorsAsync() =>
        JsonNode.Parse((await Host.RunAsync("orchestrator", "list", "--output", "json")).Out)!
            .AsArray().Select(orchestrator => (string)orchestrator!["name"]!);

    private Task WriteFileAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(Host.Folder, name), text, TestContext.Current.CancellationToken);
}
