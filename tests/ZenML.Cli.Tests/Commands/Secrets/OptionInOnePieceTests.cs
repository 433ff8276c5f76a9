using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Cli.Commands.Secrets;

namespace ZenML.Cli.Tests.Commands.Secrets;

/// <summary>
/// In <c>secret create</c>, <c>set</c> and <c>update</c>, <c>--NAME=VALUE</c> in one piece is a key, except for the options that scripts of
/// ZenML write like that. Checks every option of these commands, so that a new one cannot be forgotten.
/// </summary>
public sealed class OptionInOnePieceTests : IDisposable
{
    private const string Value = "CANARY";

    /// <summary>The options that stay options in one piece. A new option does not belong here: add it with <c>DefineApart</c>.</summary>
    private static readonly string[] StillOptions =
        ["--scope", "--new-scope", "--values", "--interactive", "--remove-keys", "--if-version", "--key-value"];

    private readonly CliHost host = new();

    /// <summary>Each of the commands with each option that is not in <see cref="StillOptions"/>.</summary>
    public static TheoryData<string, string, bool> NewOptions
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var command in Commands())
            {
                foreach (var option in command.Options.Where(option => !StillOptions.Contains(option.Name)))
                {
                    data.Add(command.Name, option.Name, option.ValueType == typeof(bool));
                }
            }

            return data;
        }
    }

    public void Dispose() => host.Dispose();

    [Theory]
    [MemberData(nameof(NewOptions))]
    public async Task An_option_in_one_piece_is_a_key_and_a_note_says_how_to_give_the_option(string verb, string option, bool isFlag)
    {
        await PrepareAsync(verb);
        var key = option[2..];

        var run = await host.RunAsync("secret", verb, "s", $"{option}={Value}", "--k=v");

        var remedy = isFlag ? $"For the option, write {option}." : $"For the option, write {option} and its value as two words.";
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, run.Out + run.Error, StringComparison.Ordinal);
        if (FreeAttributes.IsIdentifier(key))
        {
            Assert.Contains(
                $"Warning: '--{key}=VALUE' in one piece sets a key called '{key}'. {remedy}\n", run.Error, StringComparison.Ordinal);
            Assert.Equal(Value, (await host.RunAsync("secret", "get", "s", key)).Out);
        }
        else
        {
            Assert.Equal(2, run.ExitCode);
            Assert.Contains($"'{key}' is not a valid key on the command line. {remedy}\n", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("create", "--scope=user")]
    [InlineData("set", "--scope=user")]
    [InlineData("update", "--new-scope=user")]
    public async Task An_option_of_ZenML_stays_an_option_in_one_piece(string verb, string option)
    {
        await PrepareAsync(verb);

        var run = await host.RunAsync("secret", verb, "s", option, "--values={\"k\": \"v\"}");

        Assert.Equal((0, true), (run.ExitCode, !run.Error.Contains("one piece", StringComparison.Ordinal)));
        Assert.Equal("v", (await host.RunAsync("secret", "get", "s", "k", "--scope", "user")).Out);
    }

    [Fact]
    public async Task A_key_of_the_name_of_an_option_needs_no_note_if_it_is_given_with_key_value()
    {
        var run = await host.RunAsync("secret", "create", "s", "--key-value", "trim=t");

        Assert.Equal("Created the secret 's' in the workspace scope, with 1 key.\n", run.Error);
    }

    [Theory]
    [InlineData("--tag", "--tags", "team=ml")]
    [InlineData("--description", "--desciption", Value)]
    [InlineData("--description", "--desc", Value)]
    [InlineData("--expires", "--expire", "90d")]
    [InlineData("--keep-versions", "--keep-version", "3")]
    [InlineData("--keep-versions", "--keep-version=3")]
    [InlineData("--scope", "--scoep", "user")]
    [InlineData("--trim", "--tirm")]
    public async Task A_mistyped_option_is_answered_with_the_nearest_one(string nearest, params string[] words)
    {
        var run = await host.RunAsync(["secret", "create", "s", "--k=v", .. words]);

        Assert.Equal(2, run.ExitCode);
        var line = Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.EndsWith($"Did you mean the option {nearest}?", line, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update", "--unplain")]
    [InlineData("update", "--un-plain")]
    [InlineData("update", "--noplain")]
    [InlineData("set", "--not-plain")]
    public async Task A_negated_option_in_another_spelling_is_answered_with_the_right_one_and_not_with_its_opposite(
        string verb, string option)
    {
        await PrepareAsync("update");

        var apart = await host.RunAsync("secret", verb, "s", option, "a");

        Assert.Equal(2, apart.ExitCode);
        Assert.Contains("Did you mean the option --no-plain?", apart.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_negated_option_in_one_piece_sets_a_key_with_a_warning_that_names_the_option()
    {
        await PrepareAsync("update");

        var run = await host.RunAsync("secret", "update", "s", "--unplain=a");

        Assert.Contains(
            "Warning: This sets a key called 'unplain'. For the option, write --no-plain and its value as two words.\n", run.Error,
            StringComparison.Ordinal);
        Assert.Equal("a", (await host.RunAsync("secret", "get", "s", "unplain")).Out);
    }

    private static IEnumerable<Command> Commands()
    {
        using var host = new CliHost();
        var context = new CliContext(host.Environment(TextWriter.Null, TextWriter.Null, new FakeTerminal()));
        return [new SecretCreateCommand(context), new SecretSetCommand(context), new SecretUpdateCommand(context)];
    }

    private async Task PrepareAsync(string verb)
    {
        if (verb == "update")
        {
            await host.RunAsync("secret", "create", "s", "--a=1");
        }
    }
}
