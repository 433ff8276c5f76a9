using System.CommandLine;

namespace ZenML.Cli.CommandLine;

/// <summary>The help of <c>zenml</c> itself: like that of every command, with the commands in groups.</summary>
internal static class RootHelp
{
    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Command root, TextWriter output)
    {
        output.WriteLine("Description:");
        foreach (var line in root.Description!.ReplaceLineEndings("\n").Split('\n'))
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine("  zenml [options] [command]");
        var options = root.Options.Where(option => !option.Hidden)
            .Select(option => (Name: Names(option), Description: option.Description ?? "")).ToArray();
        var commands = root.Subcommands.ToDictionary(command => command.Name, StringComparer.Ordinal);
        var groups = CommandGroup.All()
            .Select(group => (group.Title, Rows: Rows(group.Commands.Where(commands.ContainsKey).Select(name => commands[name]))))
            .ToArray();
        var width = options.Concat(groups.SelectMany(group => group.Rows)).Max(row => row.Name.Length) + 2;
        WriteSection(output, "Options", options, width);
        foreach (var (title, rows) in groups)
        {
            WriteSection(output, title, rows, width);
        }

        output.WriteLine();
        return ExitCodes.Success;
    }

    private static (string Name, string Description)[] Rows(IEnumerable<Command> commands) =>
        [.. commands.Select(command => (string.Join(", ", command.Aliases.Prepend(command.Name)), command.Description ?? ""))];

    private static string Names(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name));
        return option.HelpName is { } value ? $"{names} <{value}>" : names;
    }

    private static void WriteSection(TextWriter output, string title, (string Name, string Description)[] rows, int width)
    {
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach (var (name, description) in rows)
        {
            output.WriteLine($"  {name.PadRight(width)}{description}");
        }
    }
}
