namespace ZenML.Cli;

/// <summary>All that the executable touches of the process around it, so that tests can run it in process.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Data.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Talk: messages, warnings, prompts, errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What <c>@-</c> reads.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>The person at the keyboard.</summary>
    public required Input.ITerminal Terminal { get; init; }

    /// <summary>
    /// The width of tables, in columns; null if the output is not a terminal and tables can be as wide as they like.
    /// </summary>
    public int? OutputWidth { get; init; }

    /// <summary>Whether the output may be coloured.</summary>
    public bool UseColor { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>All environment variables, for what starts a program.</summary>
    public Func<IReadOnlyDictionary<string, string>> Variables { get; init; } = () => new Dictionary<string, string>();

    /// <summary>
    /// The arguments as bytes, each ended by a zero, after whatever names the program; null where the system has them
    /// as text. The framework turns bytes that are not UTF-8 into U+FFFD, silently.
    /// </summary>
    public Func<byte[]?> RawArguments { get; init; } = () => null;

    /// <summary>How long the names that a shell completes an argument with may take to find.</summary>
    public TimeSpan CompletionLimit { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>The folder that relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The folder that this program lies in, and others that come with it.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;
}
