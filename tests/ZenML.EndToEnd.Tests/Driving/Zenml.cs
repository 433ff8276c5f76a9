using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ZenML.TestKit;

namespace ZenML.EndToEnd.Tests.Driving;

/// <summary>
/// Runs the executable as one user on one machine, with its own home, configuration folder and working directory.
/// </summary>
internal sealed class Zenml : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A machine whose files are temporary ones.</summary>
    public Zenml()
        : this(Directory.CreateTempSubdirectory("zenml-e2e-").FullName, program: null)
    {
    }

    /// <summary>A machine whose files are temporary ones, with another executable than the published one.</summary>
    public Zenml(string program)
        : this(Directory.CreateTempSubdirectory("zenml-e2e-").FullName, program)
    {
    }

    private Zenml(string home, string? program) => (Home, Program) = (home, program ?? Executable.FullPath);

    /// <summary>The home and working directory.</summary>
    public string Home { get; }

    /// <summary>The configuration folder.</summary>
    public string ConfigPath => Path.Combine(Home, "config");

    /// <summary>The executable.</summary>
    public string Program { get; }

    /// <summary>Changes how each program is started, so that it runs in another root; null to run it as it is.</summary>
    public Action<ProcessStartInfo>? Enter { get; set; }

    /// <summary>Additional environment variables of every run.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>A machine whose files are in memory where there is such a folder, for tests that write often.</summary>
    public static Zenml InMemory()
    {
        const string memory = "/dev/shm";
        return Directory.Exists(memory)
            ? new Zenml(Directory.CreateDirectory(Path.Combine(memory, $"zenml-e2e-{Guid.NewGuid():N}")).FullName, program: null)
            : new Zenml();
    }

    /// <summary>Runs a command line; standard input is empty.</summary>
    public Task<Outcome> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs a command line that must exit with 0.</summary>
    public async Task<Outcome> OkAsync(params string[] arguments) => (await RunAsync(arguments)).Expect(0);

    /// <summary>Runs a command line that must exit with 1 and a message.</summary>
    public Task<Outcome> FailsAsync(params string[] arguments) => ExitsAsync(1, arguments);

    /// <summary>Runs a command line whose words do not go together, which must exit with 2 and a message.</summary>
    public Task<Outcome> MisusesAsync(params string[] arguments) => ExitsAsync(2, arguments);

    private async Task<Outcome> ExitsAsync(int exitCode, string[] arguments)
    {
        var outcome = (await RunAsync(arguments)).Expect(exitCode);
        Assert.Contains(outcome.Error.Split('\n'), line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.DoesNotContain(
            outcome.Error.Split('\n'),
            line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal) && line.Contains('('));
        return outcome;
    }

    /// <summary>Runs a command line that must exit with 0, and parses its JSON.</summary>
    public async Task<JsonNode> JsonAsync(params string[] arguments) => (await OkAsync([.. arguments, "--output", "json"])).Json;

    /// <summary>The keys and values of a secret, in their order.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ValuesAsync(string name, params string[] options) =>
        [
            .. (await JsonAsync(["secret", "get", name, .. options]))["values"]!.AsObject()
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.GetValue<string>())),
        ];

    /// <summary>The value of one key.</summary>
    public async Task<string> ValueAsync(string name, string key) => (await ValuesAsync(name)).Single(pair => pair.Key == key).Value;

    /// <summary>Runs a command line.</summary>
    /// <param name="input">The text of standard input.</param>
    /// <param name="arguments">The command line.</param>
    public Task<Outcome> RunWithInputAsync(string input, params string[] arguments) => RunWithInputAsync(Utf8.GetBytes(input), arguments);

    /// <summary>Runs a command line.</summary>
    /// <param name="input">The text of standard input.</param>
    /// <param name="arguments">The command line.</param>
    public Task<Outcome> RunWithInputAsync(byte[] input, params string[] arguments) =>
        RunAsync(Program, arguments, input, string.Join(' ', arguments.Prepend("zenml")));

    /// <summary>Runs a script of bash, in which <c>"$0"</c> is the executable.</summary>
    public Task<Outcome> InShellAsync(string script) => RunAsync("bash", ["-c", script, Program], [], script);

    /// <summary>Starts a command line. The caller owns the process, and its streams must be read.</summary>
    public Process Start(params string[] arguments) => Start(Program, arguments);

    /// <summary>Starts a command line on a terminal of its own.</summary>
    /// <param name="columns">How wide the terminal is.</param>
    /// <param name="arguments">The command line.</param>
    public ZenmlTerminal OnTerminal(int columns, params string[] arguments)
    {
        var start = new ProcessStartInfo { WorkingDirectory = Home };
        SetEnvironment(start);
        return new ZenmlTerminal(start, columns, Program, arguments, Enter);
    }

    /// <summary>Starts a script of bash, in which <c>"$0"</c> is the executable, on a terminal of its own.</summary>
    public ZenmlTerminal OnTerminalOfShell(string script)
    {
        var start = new ProcessStartInfo { WorkingDirectory = Home };
        SetEnvironment(start);
        return new ZenmlTerminal(start, columns: 80, "bash", ["-c", script, Program], Enter);
    }

    /// <summary>Writes a file in the working directory.</summary>
    /// <returns>Its name.</returns>
    public string WriteFile(string name, string text)
    {
        File.WriteAllText(Path.Combine(Home, name), text);
        return name;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Home, recursive: true);

    private async Task<Outcome> RunAsync(string program, string[] arguments, byte[] input, string description)
    {
        using var process = Start(program, arguments);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience.Time);
        var reading = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, timeout.Token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process exited without reading all of its input, which is allowed.
        }

        try
        {
            var texts = await reading;
            await process.WaitForExitAsync(timeout.Token);
            return new Outcome(description, process.ExitCode, texts[0], texts[1]);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`{description}` did not end.");
        }
    }

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        SetEnvironment(start);
        Enter?.Invoke(start);
        return Process.Start(start)!;
    }

    private void SetEnvironment(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ZENML_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Home;
        start.Environment["ZENML_CONFIG_PATH"] = ConfigPath;
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("CI");
        start.Environment.Remove("XDG_CONFIG_HOME");
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }
    }
}
