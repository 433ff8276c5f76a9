using System.CommandLine;
using ZenML.Cli;
using ZenML.Cli.Input;

namespace ZenML.Packaging.Manuals;

/// <summary>What <c>zenml COMMAND --help</c> prints, from the command line in this process.</summary>
internal static class CommandHelp
{
    /// <summary>Reads the help of a command.</summary>
    /// <param name="words">The words that name it; none for <c>zenml</c> itself.</param>
    public static async Task<HelpText> ReadAsync(params IEnumerable<string> words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        string[] arguments = [.. words, "--help"];
        var exitCode = await ZenApplication.RunAsync(arguments, Environment(output, error), CancellationToken.None);
        return exitCode == 0
            ? HelpText.Parse(output.ToString().Replace(RootCommand.ExecutableName, "zenml", StringComparison.Ordinal))
            : throw new InvalidOperationException($"'zenml {string.Join(' ', arguments)}' failed: {error}");
    }

    private static CliEnvironment Environment(TextWriter output, TextWriter error) => new()
    {
        Out = output,
        Error = error,
        OpenInput = () => Stream.Null,
        Terminal = new ConsoleTerminal(),
        Variable = _ => null,
        WorkingDirectory = Path.GetTempPath(),
    };
}
