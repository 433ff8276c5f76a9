using System.Runtime.CompilerServices;
using ZenML.Cli.Commands;

namespace ZenML.Cli.Tests.Commands;

/// <summary>
/// Compares the help of every command with the files in <c>Help/</c>. To update the files, run the tests with
/// <c>ZENML_UPDATE_GOLDENS=1</c> and review the difference.
/// </summary>
public sealed class HelpTests
{
    private const string Update = "ZENML_UPDATE_GOLDENS";

    /// <summary>All commands, groups included, as their words.</summary>
    public static TheoryData<string> CommandLines =>
        [
            .. Catalog.Nouns.Select(noun => noun.Name),
            .. Catalog.Nouns.SelectMany(noun => Words(noun.Name, noun.Verbs)),
            .. Words("", Catalog.Verbs),
        ];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task Help_text_matches_the_golden_files(string command)
    {
        var file = Path.Combine(Folder(), command.Replace(' ', '-') + ".txt");
        var help = await HelpAsync(command);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(file, help, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(file), $"{file} is missing. Write it by running the tests with {Update}=1.");
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), help);
    }

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task Every_command_has_a_summary_and_an_example(string command)
    {
        var help = await HelpAsync(command);

        Assert.Contains("Description:\n  ", help, StringComparison.Ordinal);
        Assert.Contains("Example", help, StringComparison.Ordinal);
        Assert.Contains($"\n  zenml {command}", help[help.IndexOf("Example", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void No_golden_file_is_left_of_a_removed_command()
    {
        var known = CommandLines.Select(row => row.Data.Replace(' ', '-') + ".txt").ToHashSet();

        Assert.DoesNotContain(Directory.EnumerateFiles(Folder()), file => !known.Contains(Path.GetFileName(file)));
    }

    private static IEnumerable<string> Words(string before, IEnumerable<Verb> verbs) => verbs.SelectMany(verb =>
    {
        var words = $"{before} {verb.Name}".Trim();
        return Words(words, verb.Children).Prepend(words);
    });

    private static async Task<string> HelpAsync(string command)
    {
        using var host = new CliHost();
        var run = await host.RunAsync([.. command.Split(' '), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        // The parser names the process; here that is the tests.
        return run.Out.ReplaceLineEndings("\n").Replace(System.CommandLine.RootCommand.ExecutableName, "zenml", StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here)!)!, "Help");
}
