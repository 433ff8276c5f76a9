using System.CommandLine;
using System.CommandLine.Parsing;
using ZenML.Core;

namespace ZenML.Cli.CommandLine;

/// <summary>Reports a wrong command line.</summary>
internal static class UsageError
{
    /// <summary>Writes what is wrong and where to read on.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult result, CliEnvironment environment)
    {
        var path = Path(result.CommandResult);
        environment.Error.WriteLine($"Usage: {path}{string.Concat(result.CommandResult.Command.Arguments.Select(argument => $" {argument.Name}"))} [OPTIONS]");
        environment.Error.WriteLine($"Try '{path} --help' for help.");
        environment.Error.WriteLine();
        foreach (var message in result.Errors.Select(error => error.Message).Distinct())
        {
            environment.Error.WriteLine($"Error: {Output.Printable.Line(message)}");
        }

        var known = result.CommandResult.Command.Subcommands.Select(command => command.Name).Concat(result.CommandResult.Command.Options.Select(option => option.Name)).ToArray();
        foreach (var token in result.UnmatchedTokens)
        {
            if (NearestName.Find(token.Split('=')[0], known) is { } nearest)
            {
                environment.Error.WriteLine($"Did you mean '{nearest}'?");
            }
        }

        return ExitCodes.Usage;
    }

    private static string Path(CommandResult result)
    {
        var words = new List<string>();
        for (SymbolResult? current = result; current is not null; current = current.Parent)
        {
            if (current is CommandResult command)
            {
                words.Insert(0, command.Command is RootCommand ? "zenml" : command.Command.Name);
            }
        }

        return string.Join(' ', words);
    }
}
