using System.Text.Json.Nodes;

namespace ZenML.Cli.Tests.Commands;

public class StackTransferTests : CommandTest
{
    [Fact]
    public async Task A_stack_whose_component_holds_plain_text_imports_into_the_store_that_it_came_from()
    {
        Assert.Equal(0, (await Host.RunAsync("experiment-tracker", "register", "t", "--flavor=mlflow", "--tracking_password=plain-canary")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("stack", "register", "s", "-o", "default", "-a", "default", "-e", "t")).ExitCode);
        Assert.Equal(0, (await Host.RunAsync("stack", "export", "s", "s.yaml")).ExitCode);

        var import = await Host.RunAsync("stack", "import", "again", "--filename", "s.yaml");

        Assert.Equal(0, import.ExitCode);
        Assert.DoesNotContain("plain-canary", await File.ReadAllTextAsync(Path.Combine(Host.Folder, "s.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_to_import_that_is_not_there_is_named_without_advice_on_at_signs()
    {
        var import = await Host.RunAsync("stack", "import", "s", "-f", "missing.yaml");

        Assert.Equal(1, import.ExitCode);
        Assert.Contains("missing.yaml", import.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("@@", import.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_asked_for_between_the_words_of_a_command_is_the_help_of_that_command()
    {
        var between = await Host.RunAsync("secret", "--help", "list");
        var after = await Host.RunAsync("secret", "list", "--help");

        Assert.Equal(after.Out, between.Out);
        Assert.Contains("--sort_by", between.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_that_fits_one_name_in_both_scopes_lists_the_scopes()
    {
        await Host.RunAsync("secret", "create", "shared", "--a=1");
        await Host.RunAsync("secret", "create", "shared", "--scope", "user", "--a=2");

        var get = await Host.RunAsync("secret", "get", "sha");

        Assert.Equal(1, get.ExitCode);
        Assert.Contains("shared (user scope)", get.Error, StringComparison.Ordinal);
        Assert.Contains("shared (workspace scope)", get.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dash_exports_to_standard_output_and_nothing_else_goes_there()
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
    public async Task What_an_export_left_out_is_said_to_belong_in_the_file_or_in_a_component()
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
    public async Task An_import_that_fails_at_a_later_component_leaves_none_of_the_earlier_ones()
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
    public async Task An_import_whose_stack_lacks_a_part_that_every_stack_has_leaves_no_component()
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
    public async Task An_import_says_what_it_registered()
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
        JsonNode.Parse((await Host.RunAsync("orchestrator", "list", "--output", "json")).Out)!.AsArray().Select(orchestrator => (string)orchestrator!["name"]!);

    private Task WriteFileAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Host.Folder, name), text, TestContext.Current.CancellationToken);
}
