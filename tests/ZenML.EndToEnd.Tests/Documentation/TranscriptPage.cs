using System.Text.RegularExpressions;

namespace ZenML.EndToEnd.Tests.Documentation;

/// <summary>
/// Reads the console transcripts of a page. In a block <c>```console</c>, a line that begins with <c>$ </c> is a
/// command, what follows is its output. Comments before a block say how it is run:
/// <list type="bullet">
/// <item><c>&lt;!-- setup</c>, commands and <c>--&gt;</c> on lines of their own: commands that the page does not show.</item>
/// <item><c>&lt;!-- typed: admin | n --&gt;</c>: what a person types at the questions of the next block, which has one command.</item>
/// <item><c>&lt;!-- not run: REASON --&gt;</c>: the next block is an illustration.</item>
/// </list>
/// </summary>
internal static partial class TranscriptPage
{
    /// <summary>All commands of a page, in the order in which they run.</summary>
    public static IReadOnlyList<TranscriptCommand> Read(IReadOnlyList<string> lines)
    {
        var commands = new List<TranscriptCommand>();
        string[] typed = [];
        var isRun = true;
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index].TrimEnd();
            if (line == "<!-- setup")
            {
                var end = Find(lines, index + 1, "-->");
                commands.Add(new TranscriptCommand(index, string.Join('\n', lines.Take(end).Skip(index + 1)), [], [], IsHidden: true));
                index = end;
            }
            else if (Typed().Match(line) is { Success: true } answers)
            {
                typed = [.. answers.Groups["answers"].Value.Split('|').Select(answer => answer.Trim())];
            }
            else if (line.StartsWith("<!-- not run: ", StringComparison.Ordinal))
            {
                isRun = false;
            }
            else if (line.TrimStart() == "```console")
            {
                var end = Find(lines, index + 1, "```");
                if (isRun)
                {
                    commands.AddRange(ReadBlock(lines, index + 1, end, typed));
                }

                (typed, isRun, index) = ([], true, end);
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                index = Find(lines, index + 1, "```");
            }
        }

        return commands;
    }

    private static IEnumerable<TranscriptCommand> ReadBlock(IReadOnlyList<string> lines, int start, int end, string[] typed)
    {
        var index = start;
        while (index < end)
        {
            Assert.StartsWith("$ ", lines[index], StringComparison.Ordinal);
            var command = lines[index++][2..];
            while (index < end && (command.EndsWith('\\') || command.Count(character => character == '\'') % 2 == 1))
            {
                command += "\n" + lines[index++];
            }

            var output = index;
            while (index < end && !lines[index].StartsWith("$ ", StringComparison.Ordinal))
            {
                index++;
            }

            yield return new TranscriptCommand(output, command, [.. lines.Take(index).Skip(output)], typed, IsHidden: false);
        }
    }

    private static int Find(IReadOnlyList<string> lines, int start, string wanted)
    {
        for (var index = start; index < lines.Count; index++)
        {
            if (lines[index].Trim() == wanted)
            {
                return index;
            }
        }

        throw new InvalidOperationException($"Nothing ends what begins in line {start} with '{wanted}'.");
    }

    [GeneratedRegex("^<!-- typed: (?<answers>.*) -->$")]
    private static partial Regex Typed();
}
