using System.CommandLine;

namespace ZenML.Cli.CommandLine;

/// <summary>What a command accepts, in one line: <c>zenml secret get NAME_OR_ID [KEY] [OPTIONS]</c>.</summary>
internal static class UsageLine
{
    /// <summary>Describes a command.</summary>
    /// <param name="path">The words that name it.</param>
    /// <param name="command">The command.</param>
    public static string Of(string path, Command command)
    {
        string[] words =
        [
            path,
            .. command.Subcommands.Count > 0 ? ["COMMAND"] : command.Arguments.Where(argument => !argument.Hidden).Select(Describe),
            .. command.Options.Where(option => option.Required && !option.Hidden).Select(Describe),
            "[OPTIONS]",
        ];
        return string.Join(' ', words);
    }

    private static string Describe(Argument argument)
    {
        var name = argument.Arity.MinimumNumberOfValues > 0 ? argument.Name : $"[{argument.Name}]";
        return argument.Arity.MaximumNumberOfValues > 1 ? $"{name}..." : name;
    }

    private static string Describe(Option option) =>
        option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName ?? option.Name[2..].ToUpperInvariant()}";
}
