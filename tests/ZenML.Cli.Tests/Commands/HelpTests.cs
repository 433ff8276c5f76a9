using System.Runtime.CompilerServices;
using ZenML.Cli.Commands;
using ZenML.Cli.Commands.Components;
using ZenML.Core.Stacks.Components;

namespace ZenML.Cli.Tests.Commands;

/// <summary>
/// Compares the help of every command with the files in <c>Help/</c>. One type of component stands for all twelve. Run with
/// <c>ZENML_UPDATE_GOLDENS=1</c> to write the files again, and read the difference.
/// </summary>
public sealed class HelpTests
{
    private const string Update = "ZENML_UPDATE_GOLDENS";

    /// <summary>The name of the file with the help of the program itself.</summary>
    private const string Program = "zenml";

    /// <summary>The type of component whose help is in files.</summary>
    private const ComponentType Model = ComponentType.StepOperator;

    /// <summary>Help of one type of component that has an example of its own.</summary>
    private const string OwnExample = "experiment-tracker register";

    /// <summary>All commands, groups included, as their words.</summary>
    public static TheoryData<string> CommandLines =>
        [
            .. Catalog.Nouns.Select(noun => noun.Name),
            .. Catalog.Nouns.SelectMany(noun => Words(noun.Name, noun.Verbs)),
            .. Words("", Catalog.Verbs),
        ];

    /// <summary>The commands whose help is in files.</summary>
    public static TheoryData<string> CommandLinesInFiles =>
        [.. CommandLines.Select(row => row.Data).Where(command => command == OwnExample || !OtherTypes.Any(type => IsOf(type, command)))];

    /// <summary>The commands of the other types of component.</summary>
    public static TheoryData<ComponentType, string> CommandLinesOfOtherTypes
    {
        get
        {
            var data = new TheoryData<ComponentType, string>();
            foreach (var type in OtherTypes)
            {
                foreach (var command in CommandLines.Select(row => row.Data).Where(command => command != OwnExample && IsOf(type, command)))
                {
                    data.Add(type, command);
                }
            }

            return data;
        }
    }

    private static IEnumerable<ComponentType> OtherTypes => ComponentTypes.All.Where(type => type != Model);

    [Theory]
    [MemberData(nameof(CommandLinesOfOtherTypes))]
    public async Task Every_component_type_has_the_same_help_with_its_own_name_in_it(ComponentType type, string command)
    {
        var model = await HelpAsync(Model.CommandName() + command[type.CommandName().Length..]);

        Assert.Equal(Rename(model, type), await HelpAsync(command));
    }

    [Fact]
    public Task The_help_of_the_program_matches_the_golden_file() => EnsureAsync(Program, []);

    [Theory]
    [MemberData(nameof(CommandLinesInFiles))]
    public Task Help_text_matches_the_golden_files(string command) => EnsureAsync(command.Replace(' ', '-'), command.Split(' '));

    private static async Task EnsureAsync(string name, string[] command)
    {
        var file = Path.Combine(Folder(), name + ".txt");
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
        var known = CommandLinesInFiles.Select(row => row.Data.Replace(' ', '-')).Append(Program).Select(name => name + ".txt").ToHashSet();

        Assert.DoesNotContain(Directory.EnumerateFiles(Folder()), file => !known.Contains(Path.GetFileName(file)));
    }

    private static bool IsOf(ComponentType type, string command) =>
        command == type.CommandName() || command.StartsWith($"{type.CommandName()} ", StringComparison.Ordinal);

    /// <summary>Puts the name of a type in the place of that of <see cref="Model"/>, in all its forms.</summary>
    private static string Rename(string help, ComponentType type) => help
        .Replace(
            $"{ComponentNoun.Article(Model)} {Model.Words()}",
            $"{ComponentNoun.Article(type)} {type.Words()}",
            StringComparison.Ordinal)
        .Replace(ComponentNoun.Plural(Model), ComponentNoun.Plural(type), StringComparison.Ordinal)
        .Replace(Model.Words(), type.Words(), StringComparison.Ordinal)
        .Replace(Model.CommandName(), type.CommandName(), StringComparison.Ordinal)
        .Replace(Model.WireName(), type.WireName(), StringComparison.Ordinal);

    private static IEnumerable<string> Words(string before, IEnumerable<Verb> verbs) => verbs.SelectMany(verb =>
    {
        var words = $"{before} {verb.Name}".Trim();
        return Words(words, verb.Children).Prepend(words);
    });

    private static Task<string> HelpAsync(string command) => HelpAsync(command.Split(' '));

    private static async Task<string> HelpAsync(string[] command)
    {
        using var host = new CliHost();
        var run = await host.RunAsync([.. command, "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);

        // The parser names the process; here that is the tests.
        return run.Out.ReplaceLineEndings("\n").Replace(System.CommandLine.RootCommand.ExecutableName, "zenml", StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here)!)!, "Help");
}
