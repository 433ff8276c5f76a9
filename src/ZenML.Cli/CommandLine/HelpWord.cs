namespace ZenML.Cli.CommandLine;

/// <summary><c>zenml help secret</c> is <c>zenml secret --help</c>, as in other programs.</summary>
internal static class HelpWord
{
    /// <summary>Turns the word at the beginning of a command line into the option.</summary>
    public static IReadOnlyList<string> AsOption(IReadOnlyList<string> arguments) =>
        arguments is ["help", ..] ? [.. arguments.Skip(1), "--help"] : arguments;
}
