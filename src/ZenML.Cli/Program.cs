using System.Collections;
using System.Text;
using ZenML.Cli;
using ZenML.Cli.Commands.Server;
using ZenML.Cli.Input;
using ZenML.Cli.Output;
using ZenML.Platform.Processes;

var hasInput = ProcessHardening.Apply();
var output = new StreamWriter(StandardStream.OpenOutput(), new UTF8Encoding(false), 16 * 1024) { NewLine = "\n" };
var error = new StreamWriter(StandardStream.OpenError(), new UTF8Encoding(false), 1024)
{
    NewLine = "\n",
    AutoFlush = true,
};
var isTerminal = !Console.IsOutputRedirected;
var environment = new CliEnvironment
{
    Out = output,
    Error = error,
    OpenInput = () => hasInput ? Console.OpenStandardInput() : throw new IOException("Standard input is closed."),
    Terminal = new ConsoleTerminal(),
    OutputWidth = isTerminal ? TerminalSize.Columns() : null,
    ErrorIsTerminal = !Console.IsErrorRedirected,
    Variable = FindVariable,
    Variables = () => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
    NamesOfVariables = FindVariables,
    FindBrowser = () => BrowserProgram.Find(FindVariable),
    RawArguments = () => OperatingSystem.IsLinux() ? File.ReadAllBytes("/proc/self/cmdline") : null,
    WorkingDirectory = Environment.CurrentDirectory,
};

return await ZenApplication.RunAsync(args, environment, CancellationToken.None);

static string? FindVariable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

static IReadOnlyList<string> FindVariables(string prefix)
{
    List<string>? found = null;
    for (var variables = Environment.GetEnvironmentVariables().GetEnumerator(); variables.MoveNext();)
    {
        if (variables.Key is string name && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            (found ??= []).Add(name);
        }
    }

    return found ?? (IReadOnlyList<string>)[];
}
