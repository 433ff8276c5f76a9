using System.Text;
using ZenML.Cli.Input;
using ZenML.TestKit;

namespace ZenML.Cli.Tests;

/// <summary>Runs command lines in this process, over its own store in a temporary folder.</summary>
internal sealed class CliHost : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>The working folder.</summary>
    public string Folder => folder.Path;

    /// <summary>The configuration folder.</summary>
    public string ConfigPath { get => field ?? Path.Combine(Folder, "config"); set; }

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The folder that is searched for bundled programs.</summary>
    public string ProgramFolder { get; set; } = AppContext.BaseDirectory;

    /// <summary>The arguments of the process, as bytes.</summary>
    public byte[]? RawArguments { get; set; }

    /// <summary>The text of standard input.</summary>
    public string Input { get; set; } = "";

    /// <summary>The width of the terminal that the output goes to; null for a pipe.</summary>
    public int? Width { get; init; }

    /// <summary>Whether a terminal shows standard error.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether output may be colored, as far as tests are concerned.</summary>
    public bool AllowsColor { get; init; }

    /// <summary>Measures how long commands work.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The time limit for loading completions; unlimited unless a test sets it.</summary>
    public TimeSpan? CompletionLimit { get; set; } = Patience.Time;

    /// <summary>The folder in memory; by default one in <see cref="Folder"/> that does not exist.</summary>
    public string? MemoryFolder { get; set; }

    /// <summary>Opens a page in the browser; null for a machine without one.</summary>
    public Func<Uri, bool>? OpenBrowser { get; set; }

    /// <summary>The programs that commands start.</summary>
    public FakePrograms Programs { get; } = new();

    /// <summary>Runs a command line without a terminal.</summary>
    public Task<CliRun> RunAsync(params string[] arguments) => RunAsync(new FakeTerminal { CanAsk = false }, arguments);

    /// <summary>Runs a command line.</summary>
    public async Task<CliRun> RunAsync(ITerminal terminal, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await ZenApplication.RunAsync(
            arguments, Environment(output, error, terminal, Input), TestContext.Current.CancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The process around a command; standard input has a given text.</summary>
    public CliEnvironment Environment(TextWriter output, TextWriter error, ITerminal terminal, string input = "")
    {
        var made = Make(output, error, terminal, input);
        var environment = AllowsColor ? made : made with { Variable = name => name == "NO_COLOR" ? "1" : made.Variable(name) };
        return CompletionLimit is { } limit ? environment with { CompletionLimit = limit } : environment;
    }

    private CliEnvironment Make(TextWriter output, TextWriter error, ITerminal terminal, string input) => new()
    {
        Out = output,
        Error = error,
        OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
        Terminal = terminal,
        RawArguments = () => RawArguments,
        OutputWidth = Width,
        Variable = name => name == "ZENML_CONFIG_PATH" ? ConfigPath : Variables.GetValueOrDefault(name),
        Variables = AllVariables,
        NamesOfVariables = prefix => [.. Variables.Keys.Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))],
        WorkingDirectory = Folder,
        MemoryFolder = MemoryFolder ?? Path.Combine(Folder, "memory"),
        ProgramFolder = ProgramFolder,
        StartProgram = Programs.Start,
        StartDirectly = Programs.StartDirectly,
        ErrorIsTerminal = ErrorIsTerminal,
        FindBrowser = () => OpenBrowser,
        Clock = Clock,
    };

    /// <summary>Those of the test, over those of the process that runs it.</summary>
    private Dictionary<string, string> AllVariables()
    {
        var all = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(variable => !((string)variable.Key).StartsWith("ZENML_", StringComparison.Ordinal))
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
        all["ZENML_CONFIG_PATH"] = ConfigPath;
        foreach (var (name, value) in Variables)
        {
            all[name] = value;
        }

        return all;
    }

    /// <inheritdoc />
    public void Dispose() => folder.Dispose();
}
