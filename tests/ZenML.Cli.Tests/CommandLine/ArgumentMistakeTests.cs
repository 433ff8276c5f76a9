using CsCheck;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands;

namespace ZenML.Cli.Tests.CommandLine;

public sealed class ArgumentMistakeTests
{
    private const string Value = "CANARY";

    // Without 'secret delete' and 'secret get', whose further words are names of secrets and keys: messages repeat names.
    private static readonly string[][] Good =
    [
        ["secret", "create", "x", "--password=" + Value],
        ["secret", "create", "x", "--values", "{\"password\": \"" + Value + "\"}"],
        ["secret", "create", "x", "--scope", "user", "-i"],
        ["secret", "update", "x", "--password=" + Value, "-r", "old", "-s", "user"],
        ["secret", "rename", "x", "-n", "y"],
        ["secret", "describe", "x"], ["secret", "export", "x", "-f", "out.json", "--force"],
        ["artifact-store", "register", "x", "-f", "s3", "--path=s3://b", "--secret=" + Value, "-l", "a=b"],
        ["artifact-store", "update", "x", "--secret=" + Value],
        ["secret", "list", "--name=contains:x", "--page=1"], ["stack", "register", "x", "-o", "default", "-a", "default"],
    ];

    [Fact]
    public async Task No_mutation_of_a_command_line_prints_a_value()
    {
        using var host = new CliHost();
        var mutations = Gen.Select(
            Gen.Int[0, Good.Length - 1], Gen.Int[0, 7], Gen.Int[0, 99], Gen.Int[0, 99],
            (line, kind, where, howFar) => Mutate(Good[line], kind, where, howFar));
        await mutations.SampleAsync(
            async arguments =>
            {
                var run = await host.RunAsync(arguments);
                return !(run.Out + run.Error).Contains(Value, StringComparison.Ordinal);
            },
            iter: 300,
            threads: 1,
            print: arguments => string.Join(' ', arguments));
    }

    [Theory]
    [InlineData("NAME is required.", "secret", "create")]
    [InlineData("--new-name is required.", "secret", "rename", "a")]
    [InlineData("--new-name requires a value.", "secret", "rename", "a", "--new-name")]
    [InlineData("--to is required.", "secret", "rollback", "a")]
    [InlineData("Unknown option: --bogus.", "--bogus")]
    [InlineData("--logical-operator must be 'and' or 'or'.", "secret", "list", "--logical_operator=xor")]
    public async Task A_usage_error_names_the_argument_or_option_that_is_missing_or_wrong(string message, params string[] arguments)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"Error: {message}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown command 'all'. Did you mean 'list'?", "secret", "all")]
    [InlineData("Unknown command 'del'. Did you mean 'delete'?", "secret", "del", "s", "--yes")]
    [InlineData("Unknown command 'view'. Did you mean 'describe' or 'get'?", "secret", "view", "s")]
    [InlineData("Unknown command 'add'. Did you mean 'create'?", "secret", "add", "s", "--k=v")]
    [InlineData("Unknown command 'rename-key'. Did you mean 'edit'?", "secret", "rename-key", "s", "a", "b")]
    [InlineData("Unknown command 'history-of'. Did you mean 'history'?", "secret", "history-of", "s")]
    [InlineData("Unknown command 'secrets'. Did you mean 'secret'?", "secrets", "list")]
    [InlineData("Unknown command 'find'. Did you mean 'list'?", "stack", "find")]
    [InlineData("Unknown command 'add'. Did you mean 'register'?", "stack", "add", "s")]
    [InlineData("Unknown command 'use'. Did you mean 'set'?", "stack", "use", "s")]
    [InlineData("Unknown command 'remove'. Did you mean 'delete'?", "experiment-tracker", "remove", "t")]
    [InlineData("Unknown command 'search'. Did you mean 'list'?", "experiment-tracker", "flavor", "search")]
    [InlineData("Unknown command 'get'. Did you mean 'secret get'?", "get", "s")]
    [InlineData("Unknown command 'ls'. Did you mean 'secret list'?", "ls")]
    [InlineData("Unknown command 'restore'. Did you mean 'backup restore' or 'secret undelete'?", "restore", "store.zenml-backup")]
    [InlineData("Unknown command 'signin'. Did you mean 'connect'?", "signin")]
    [InlineData("Unknown command 'Lisst'. Did you mean 'list'?", "secret", "Lisst")]
    [InlineData("Unknown command 'frobnicate'.", "secret", "frobnicate")]
    public async Task An_unknown_command_is_answered_with_the_one_that_was_probably_meant(string message, params string[] arguments)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith($"\nError: {message}\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output json", "secret", "list", "--json")]
    [InlineData("--output", "secret", "describe", "s", "--format", "json")]
    [InlineData("--output", "stack", "list", "--format=json")]
    [InlineData("--size", "secret", "list", "--limit", "5")]
    public async Task An_option_of_other_programs_is_answered_with_the_one_that_does_it(string option, params string[] arguments)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith($"\nDid you mean '{option}'?\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "help")]
    [InlineData("secret", "help secret")]
    [InlineData("secret create", "help secret create")]
    public async Task The_word_help_shows_what_the_option_shows(string command, string words)
    {
        using var host = new CliHost();

        var run = await host.RunAsync(words.Split(' '));

        Assert.Equal(await host.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]), run);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("zenml secret get NAME_OR_ID [KEY] [OPTIONS]", "secret", "get")]
    [InlineData("zenml secret delete NAME_OR_ID... [OPTIONS]", "secret", "delete")]
    [InlineData("zenml secret create NAME [--KEY=VALUE]... [OPTIONS]", "secret", "create")]
    [InlineData("zenml secret rename NAME_OR_ID --new-name NAME [OPTIONS]", "secret", "rename")]
    [InlineData("zenml secret rollback NAME_OR_ID --to VERSION [OPTIONS]", "secret", "rollback")]
    [InlineData("zenml secret COMMAND [OPTIONS]", "secret", "frobnicate")]
    public async Task The_usage_line_of_an_error_shows_what_is_accepted(string usage, params string[] arguments)
    {
        using var host = new CliHost();

        Assert.StartsWith($"Usage: {usage}\n", (await host.RunAsync(arguments)).Error, StringComparison.Ordinal);
    }

    /// <summary>A synonym that is itself a command would never be looked up there; one without a command would suggest nothing.</summary>
    [Fact]
    public void Every_synonym_leads_to_a_command_that_exists()
    {
        var groups = Catalog.Nouns.Select(noun => noun.Verbs).Append(Catalog.Verbs)
            .Concat(Catalog.Nouns.SelectMany(noun => noun.Verbs).Where(verb => verb.Children.Count > 0).Select(verb => verb.Children));
        var commands = groups.SelectMany(group => group).Select(verb => verb.Name)
            .Concat(Catalog.Nouns.SelectMany(noun => noun.Verbs.Select(verb => $"{noun.Name} {verb.Name}"))).ToHashSet();

        Assert.All(CommandSynonyms.Commands, meant => Assert.Contains(meant, commands));
    }

    [Fact]
    public async Task Usage_errors_say_what_is_expected_and_do_not_repeat_the_input()
    {
        using var host = new CliHost();

        Assert.Contains(
            "--scope must be 'workspace' or 'user'.",
            (await host.RunAsync("secret", "get", "x", "--scope", Value)).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "--page must be a whole number.",
            (await host.RunAsync("secret", "list", "--page", Value)).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "Unknown command 'sceret'.",
            (await host.RunAsync("sceret", "create", "x", "--a=" + Value)).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "Did you mean 'secret'?",
            (await host.RunAsync("sceret", "create", "x", "--a=" + Value)).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "Unknown option: --forse", (await host.RunAsync("secret", "export", "x", "--forse")).Error, StringComparison.Ordinal);
        Assert.Contains("Too many arguments", (await host.RunAsync("secret", "describe", "x", Value)).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(host.Folder, "config")));
    }

    private static string[] Mutate(string[] line, int kind, int where, int howFar)
    {
        var position = where % line.Length;
        var word = line[position];
        string[] before = line[..position], after = line[(position + 1)..];
        return kind switch
        {
            0 => [.. before, .. after],
            1 => [.. before, word, word, .. after],
            2 => [.. before, .. word.Split('=', 2), .. after],
            3 => [.. before, word.Replace("=", " ", StringComparison.Ordinal), .. after],
            4 => [.. before, word.TrimStart('-'), .. after],
            5 => [.. before, "-" + word, .. after],
            6 => [.. before, Value, .. after, word],
            _ => [.. before, word.Insert(howFar % (word.Length + 1), "]"), .. after],
        };
    }
}
