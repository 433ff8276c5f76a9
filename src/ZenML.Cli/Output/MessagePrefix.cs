namespace ZenML.Cli.Output;

/// <summary>The words that errors and warnings begin with, in color if the messages may be colored.</summary>
/// <remarks>The escape sequences are written directly: the library for tables would take time to load.</remarks>
internal static class MessagePrefix
{
    private const string Red = "\u001b[1;31m";
    private const string Yellow = "\u001b[33m";
    private const string Reset = "\u001b[0m";

    /// <summary>An error as it is written, with hidden characters escaped.</summary>
    public static string Error(CliEnvironment environment, string message) => Write(environment, Red, "Error:", message);

    /// <summary>A warning as it is written, with hidden characters escaped.</summary>
    public static string Warning(CliEnvironment environment, string message) => Write(environment, Yellow, "Warning:", message);

    private static string Write(CliEnvironment environment, string color, string word, string message) =>
        $"{(environment.ColorsMessages ? $"{color}{word}{Reset}" : word)} {Printable.Line(message)}";
}
