using System.Text.RegularExpressions;
using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Documentation;

/// <summary>
/// Runs the console transcripts of README.md and docs/ and compares the output. Ids, times and generated keys may
/// differ. After a deliberate change of an output, run the tests once with <c>ZENML_UPDATE_GOLDENS=1</c> and look at
/// the difference.
/// </summary>
public sealed partial class TranscriptTests
{
    private const string Update = "ZENML_UPDATE_GOLDENS";

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Executable.RepositoryRoot, "docs"), "*.md")
            .Append(Path.Combine(Executable.RepositoryRoot, "README.md"))
            .Where(file => File.ReadAllText(file).Contains("```console", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Executable.RepositoryRoot, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_commands_of_a_page_print_what_the_page_shows(string page)
    {
        var path = Path.Combine(Executable.RepositoryRoot, page);
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        List<(TranscriptCommand Command, IReadOnlyList<string> Printed)> differences;
        await using (var runner = new TranscriptRunner())
        {
            differences = await FindDifferencesAsync(runner, TranscriptPage.Read(lines));
        }

        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(path, Replace(lines, differences), TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(differences.Count == 0, Describe(page, differences));
    }

    /// <summary>Runs the transcripts of README.md, the five-minute tour among them, and compares the output.</summary>
    internal static async Task TakeTourAsync(TranscriptRunner runner)
    {
        var lines = await File.ReadAllLinesAsync(
            Path.Combine(Executable.RepositoryRoot, "README.md"), TestContext.Current.CancellationToken);
        var commands = TranscriptPage.Read(lines);
        Assert.True(commands.Count > 10, "README.md has too few commands to prove anything.");
        var differences = await FindDifferencesAsync(runner, commands);
        Assert.True(differences.Count == 0, Describe("README.md", differences));
    }

    private static async Task<List<(TranscriptCommand Command, IReadOnlyList<string> Printed)>> FindDifferencesAsync(
        TranscriptRunner runner, IReadOnlyList<TranscriptCommand> commands)
    {
        var differences = new List<(TranscriptCommand Command, IReadOnlyList<string> Printed)>();
        foreach (var command in commands)
        {
            var printed = await runner.RunAsync(command);
            if (!command.IsHidden && !Matches(command.Shown, printed))
            {
                differences.Add((command, printed));
            }
        }

        return differences;
    }

    private static string Describe(string page, List<(TranscriptCommand Command, IReadOnlyList<string> Printed)> differences) =>
        string.Join("\n", differences.Select(difference =>
            $"{page}:{difference.Command.Line}: $ {difference.Command.Text}\nprints:\n{string.Join('\n', difference.Printed)}"));

    [Theory]
    [InlineData("a\nb", "a\nb", true)]
    [InlineData("a\n...\nd", "a\nb\nc\nd", true)]
    [InlineData("a\n...", "a", true)]
    [InlineData("a\n...\nd", "a\nb", false)]
    [InlineData("a\nb", "a", false)]
    [InlineData("id 3c937119-c0c5-486e-b8ed-362fc4d1d766", "id 9e7dc49c-a205-4508-aa98-54457bdbae7c", true)]
    [InlineData("at 2026-11-24T06:23:22.813807Z", "at 2026-11-25T07:00:00.1Z", true)]
    public void Only_ids_and_times_may_differ(string shown, string printed, bool matches) =>
        Assert.Equal(matches, Matches(shown.Split('\n'), printed.Split('\n')));

    private static bool Matches(IEnumerable<string> shown, IEnumerable<string> printed)
    {
        var pattern = string.Concat(
            shown.Select(line => line == TranscriptCommand.Ellipsis ? "(?:.*\n)*?" : Regex.Escape(Normalize(line)) + "\n"));
        var text = string.Concat(printed.Select(line => Normalize(line) + "\n"));
        return Regex.IsMatch(text == "\n" ? "" : text, $@"\A{pattern}\z");
    }

    private static string Normalize(string line) =>
        Key().Replace(Time().Replace(Identifier().Replace(line, "ID"), "TIME"), "KEY").TrimEnd();

    private static string Replace(string[] lines, List<(TranscriptCommand Command, IReadOnlyList<string> Printed)> differences)
    {
        var changed = lines.ToList();
        foreach (var (command, printed) in Enumerable.Reverse(differences))
        {
            changed.RemoveRange(command.Line, command.Shown.Count);
            changed.InsertRange(command.Line, printed is [""] ? [] : printed);
        }

        return string.Concat(changed.Select(line => line + "\n"));
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\d{4}[-_]\d{2}[-_]\d{2}[T _-]\d{2}[:_]\d{2}[:_]\d{2}(?:[._]\d+)?Z?|process \d+|\b\d+\.\d+ ?s\b")]
    private static partial Regex Time();

    [GeneratedRegex(@"ZENKEY_[\w=+/-]+|\b[0-9a-f]{32,}\b")]
    private static partial Regex Key();
}
