using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands;

namespace ZenML.Cli.Tests.CommandLine;

/// <summary>What holds for every command, so that a new one cannot differ.</summary>
public sealed class CommandRulesTests
{
    /// <summary>Commands that read have one of these names.</summary>
    private static readonly string[] Reading =
        ["list", "describe", "get", "history", "diff", "usages", "validate", "check", "status", "version", "whoami", "doctor"];

    [Fact]
    public void Every_command_that_reads_has_the_same_output_formats() => Assert.Empty(
        from command in All()
        where Reading.Contains(command.Words[^1]) || command.Command.Options.Any(option => option.Name == "--output")
        let output = command.Command.Options.SingleOrDefault(option => option.Name == "--output")
        where output?.HelpName is not ("table|json|yaml|name" or "table|json|yaml|name|env") || !output.Aliases.Contains("-o")
        select string.Join(' ', command.Words));

    [Fact]
    public void Only_the_command_that_shows_values_of_a_secret_offers_lines_of_variables() => Assert.Equal(
        ["secret get"],
        from command in All()
        where command.Command.Options.Any(option => option.HelpName?.EndsWith("|env", StringComparison.Ordinal) == true)
        select string.Join(' ', command.Words));

    [Fact]
    public void No_option_is_shown_with_underscores() => Assert.Empty(
        from command in All()
        from option in command.Command.Options
        from name in option.Aliases.Append(option.Name)
        where !option.Hidden && name.Contains('_', StringComparison.Ordinal)
        select $"{string.Join(' ', command.Words)}: {name}");

    [Fact]
    public void Every_list_can_be_limited_to_what_is_new() => Assert.Empty(
        from command in All()
        where command.Words[^1] == "list" && command.Command.Options.All(option => option.Name != "--since")
        select string.Join(' ', command.Words));

    [Theory]
    [InlineData("list", "ls")]
    [InlineData("describe", "show")]
    [InlineData("delete", "rm")]
    public async Task Every_group_has_the_short_names_of_its_commands(string name, string alias)
    {
        using var host = new CliHost();
        string[][] commands = [.. All().Where(command => command.Words[^1] == name).Select(command => command.Words)];
        Assert.True(commands.Length > 12, "There are too few groups to prove anything.");
        foreach (var words in commands)
        {
            var whole = await host.RunAsync([.. words, "--help"]);
            var shortened = await host.RunAsync([.. words[..^1], alias, "--help"]);
            var group = await host.RunAsync([.. words[..^1], "--help"]);

            Assert.Equal(whole, shortened);
            Assert.Contains($"{name}, {alias} ", group.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_command_is_in_one_group_of_the_help()
    {
        var grouped = CommandGroup.All().SelectMany(group => group.Commands).ToArray();

        Assert.Equal(grouped.Distinct(), grouped);
        Assert.Empty(Catalog.Nouns.Select(noun => noun.Name).Concat(Catalog.Verbs.Select(verb => verb.Name)).Except(grouped));
    }

    [Fact]
    public async Task Help_shows_the_commands_in_groups()
    {
        using var host = new CliHost();

        var help = await host.RunAsync("--help");

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Equal(help, await host.RunAsync());
        Assert.Equal(help, await host.RunAsync("-h"));
        var sections = help.Out.Split('\n').Where(line => line.EndsWith(':') && !line.StartsWith(' '));
        Assert.Equal(
            ["Description:", "Usage:", "Options:", "Secrets:", "Stacks and components:", "Pipelines:", "Server:", "Settings:"], sections);
        Assert.Contains("\n  connect, login ", help.Out, StringComparison.Ordinal);
        Assert.Contains("\n  disconnect, logout ", help.Out, StringComparison.Ordinal);
        Assert.Contains("\n  --color <always|never|auto> ", help.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret", "list", "--sort_by", "desc:name", "--logical_operator=or")]
    [InlineData("artifact-store", "list", "--workspace_id=contains:a", "--user_id", "contains:a")]
    public async Task Options_are_also_accepted_as_ZenML_spells_them(params string[] arguments)
    {
        using var host = new CliHost();

        Assert.Equal(0, (await host.RunAsync(arguments)).ExitCode);
    }

    [Fact]
    public async Task Underscores_in_keys_and_attributes_are_left_alone()
    {
        using var host = new CliHost();
        await host.RunAsync("secret", "create", "s", "--keep_versions=a", "--if_version=b");

        Assert.Equal("a", (await host.RunAsync("secret", "get", "s", "keep_versions")).Out);
        Assert.Equal("b", (await host.RunAsync("secret", "get", "s", "if_version")).Out);
        Assert.Equal(1, (await host.RunAsync("secret", "get", "--", "--sort_by")).ExitCode);
    }

    [Theory]
    [InlineData("--color")]
    [InlineData("--debug")]
    public async Task An_option_of_the_program_after_the_command_is_answered_with_its_place(string option)
    {
        using var host = new CliHost();

        var run = await host.RunAsync("secret", "list", option);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"Error: Write {option} before the command: zenml {option} ...", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_answers_an_unknown_option_as_a_wrong_command_line()
    {
        using var host = new CliHost();
        var wrong = new List<string>();
        foreach (var (words, _) in All())
        {
            var run = await host.RunAsync([.. words, "--no-such-option"]);
            if (run.ExitCode != ExitCodes.Usage || !run.Error.Contains("Error: ", StringComparison.Ordinal))
            {
                wrong.Add($"{string.Join(' ', words)}: {run.ExitCode} {run.Error}");
            }
        }

        Assert.Empty(wrong);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Folder));
    }

    [Fact]
    public async Task Every_command_answers_a_missing_argument_or_option_as_a_wrong_command_line()
    {
        using var host = new CliHost();
        var needy = All().Where(command => command.Command.Arguments.Any(argument => argument.Arity.MinimumNumberOfValues > 0)
            || command.Command.Options.Any(option => option.Required)).ToArray();
        Assert.True(needy.Length > 50, "There are too few such commands to prove anything.");
        foreach (var (words, _) in needy)
        {
            Assert.Equal((string.Join(' ', words), ExitCodes.Usage), (string.Join(' ', words), (await host.RunAsync(words)).ExitCode));
        }
    }

    // The words go together; what they describe is no secret.
    [Theory]
    [InlineData("secret", "create", "s")]
    [InlineData("secret", "create", "s", "--name=x")]
    public async Task A_secret_that_cannot_be_is_refused_like_any_other_bad_input(params string[] arguments)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(arguments);

        Assert.Equal((1, ""), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData("secret", "create", "s", "--a")]
    [InlineData("secret", "set", "s")]
    [InlineData("user", "update", "ada")]
    [InlineData("service-account", "update", "ci")]
    [InlineData("secret", "create", "s", "--a=1", "--a=2")]
    [InlineData("secret", "create", "s", "--a=1", "--interactive")]
    [InlineData("secret", "create", "s", "--a=1", "--tag", "x")]
    [InlineData("secret", "create", "s", "--a=1", "--expires", "soon")]
    [InlineData("secret", "create", "s", "--a=1", "--plain", "a=1")]
    [InlineData("secret", "update", "s", "--a=1", "--remove", "a")]
    [InlineData("secret", "update", "s", "--tag", "a=b", "--remove-tag", "a")]
    [InlineData("secret", "update", "s", "--a=1", "--interactive")]
    [InlineData("secret", "get", "s", "key", "--output", "json")]
    [InlineData("secret", "move", "s")]
    [InlineData("secret", "undelete", "a", "b", "--as", "c")]
    [InlineData("secret", "usages", "s", "--unused")]
    [InlineData("secret", "export", "s", "--k8s-name", "x", "--format", "env")]
    [InlineData("secret", "import", "file.yaml", "--name", "s", "--each")]
    [InlineData("secret", "list", "--since", "soon")]
    [InlineData("secret", "list", "--since", "7d", "--created", "gt:2020-01-01")]
    [InlineData("secret", "list", "--since", "7d", "--logical-operator", "or", "--name", "x")]
    [InlineData("secret", "list", "--scope", "team")]
    [InlineData("connect", "http://127.0.0.1:1", "--url", "http://127.0.0.1:1")]
    [InlineData("connect", "http://127.0.0.1:1", "--username", "a", "--api-key", "b")]
    [InlineData("connect", "http://127.0.0.1:1", "--password", "x")]
    [InlineData("up", "--urls", "http://127.0.0.1:0")]
    [InlineData("user", "create", "a", "--password", "x", "--no-password")]
    [InlineData("user", "update", "a", "--admin", "--user")]
    [InlineData("backup", "create", "-")]
    [InlineData("backup", "create", "store.backup", "--passphrase", "typed on the command line")]
    [InlineData("backup", "create", "store.backup", "--passphrase", "@p", "--recipient", "@r")]
    [InlineData("run", "true")]
    [InlineData("inject", "--delimiters", "<%")]
    public async Task Words_that_do_not_go_together_are_a_wrong_command_line_before_anything_is_read_or_sent(params string[] arguments)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(arguments);

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Out));
        Assert.Contains("Error: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Folder));
    }

    private static IEnumerable<(string[] Words, Command Command)> All()
    {
        using var host = new CliHost();
        var context = new CliContext(host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal()));
        return
        [
            .. Catalog.Nouns.SelectMany(noun => All([noun.Name], noun.Verbs, context)),
            .. All([], Catalog.Verbs, context),
        ];
    }

    private static IEnumerable<(string[] Words, Command Command)> All(string[] before, IEnumerable<Verb> verbs, CliContext context) =>
        verbs.SelectMany(verb => verb.Children.Count > 0
            ? All([.. before, verb.Name], verb.Children, context)
            : [([.. before, verb.Name], verb.Build(context))]);
}
