namespace ZenML.Cli.Output;

/// <summary>Decides whether a stream is colored: by <c>--color</c>, then by the usual variables, then if it is a terminal.</summary>
internal static class ColorChoice
{
    private const string Always = "always";
    private const string Never = "never";
    private const string Auto = "auto";

    /// <summary>The values of <c>--color</c>.</summary>
    public static IReadOnlyList<string> Words { get; } = [Always, Never, Auto];

    /// <summary>Returns whether to color.</summary>
    /// <param name="word">One of <see cref="Words"/>; null if the option is not given.</param>
    /// <param name="isTerminal">Whether a terminal shows the stream.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static bool Decide(string? word, bool isTerminal, Func<string, string?> variable) => word switch
    {
        Always => true,
        Never => false,
        _ when variable("NO_COLOR") is { Length: > 0 } => false,
        _ when variable("CLICOLOR_FORCE") is { Length: > 0 } and not "0" => true,
        _ => isTerminal && variable("CLICOLOR") != "0" && variable("TERM") != "dumb",
    };
}
