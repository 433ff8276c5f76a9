using ZenML.Platform.Processes;

namespace ZenML.Cli;

/// <summary>The parts of the process that the executable uses, so that tests can run it in process.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Standard output: data.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: messages, warnings, prompts and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What <c>@-</c> reads.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>The person at the keyboard.</summary>
    public required Input.ITerminal Terminal { get; init; }

    /// <summary>
    /// The width of tables, in columns; null for any width, because the output is not a terminal.
    /// </summary>
    public int? OutputWidth { get; init; }

    /// <summary>Whether a terminal shows standard error.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether to color standard output. The application decides it.</summary>
    public bool ColorsOutput { get; init; }

    /// <summary>Whether to color standard error. The application decides it.</summary>
    public bool ColorsMessages { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>All environment variables, for commands that start a program.</summary>
    public Func<IReadOnlyDictionary<string, string>> Variables { get; init; } = () => new Dictionary<string, string>();

    /// <summary>The names of the environment variables with a prefix, in capitals or not. Every command asks for them.</summary>
    public Func<string, IReadOnlyList<string>> NamesOfVariables { get; init; } = _ => [];

    /// <summary>Starts a program that runs in the place of this process.</summary>
    public Func<ChildCommand, Func<IOutputFilter>?, IProgramRun> StartProgram { get; init; } = ProgramStart.Start;

    /// <summary>Starts a program that shares the standard streams of this process.</summary>
    public Func<ChildCommand, IProgramRun> StartDirectly { get; init; } = ProgramStart.StartDirectly;

    /// <summary>
    /// Finds the browser of this machine: what opens a page in it and returns whether it could; null if there is none.
    /// </summary>
    public Func<Func<Uri, bool>?> FindBrowser { get; init; } = () => null;

    /// <summary>
    /// The arguments as bytes, each terminated by a zero, after those that name the program; null where the system
    /// stores text. The framework silently replaces bytes that are not UTF-8 with U+FFFD.
    /// </summary>
    public Func<byte[]?> RawArguments { get; init; } = () => null;

    /// <summary>How long to look for names when a shell completes a word.</summary>
    public TimeSpan CompletionLimit { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>Measures how long a command works before that is shown.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder that relative paths are relative to.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>
    /// A folder in memory, for files with values that an editor opens. Where it does not exist, they are temporary files.
    /// </summary>
    public string MemoryFolder { get; init; } = "/dev/shm";

    /// <summary>The folder with this program and the others of its package.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;
}
