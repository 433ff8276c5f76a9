using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ZenML.TestKit;

namespace ZenML.Formats.Tests;

/// <summary>
/// The programs that read exported files: bash, node's dotenv, python-dotenv and PyYAML. <c>./build setup</c> installs them. Without them,
/// tests say that they are skipped; in continuous integration they fail.
/// </summary>
internal static class RealParsers
{
    private const string NodeScript = """
        const dotenv = require(process.argv[1]);
        const documents = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        process.stdout.write(JSON.stringify(documents.map(document => dotenv.parse(Buffer.from(document, 'utf8')))));
        """;

    private const string PythonDotenvScript = """
        import json, os, sys, tempfile, logging
        import dotenv
        logging.disable(logging.CRITICAL)
        os.environ.clear()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'test.env')
            def read(document):
                with open(path, 'wb') as file:
                    file.write(document.encode())
                return dict(dotenv.dotenv_values(path, encoding='utf-8'))
            json.dump([read(document) for document in json.load(sys.stdin)], sys.stdout)
        """;

    private const string PythonYamlScript = """
        import json, sys
        import yaml
        json.dump([yaml.safe_load(document.encode()) for document in json.load(sys.stdin)], sys.stdout)
        """;

    private const string PythonJsonScript = """
        import json, sys
        json.dump([json.loads(document) for document in json.load(sys.stdin)], sys.stdout)
        """;

    private const string BashScript = """for file; do ( . "$file"; /usr/bin/env -0; printf 'END=\0' ); done""";

    /// <summary>Every command that is found nowhere else is the probe: there is no folder of programs.</summary>
    private const string BashProbeScript = """
        for file; do (
            marker="$file.ran"
            probe() { : > "$marker"; }
            command_not_found_handle() { probe; }
            PATH=
            . "$file"
            wait
        ); done
        exit 0
        """;

    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    /// <summary>What node's dotenv reads.</summary>
    public static Task<IReadOnlyList<Dictionary<string, string>>> NodeAsync(IReadOnlyList<string> documents)
    {
        var library = Path.Combine(FindRoot(), "artifacts", "parsers", "node_modules", "dotenv");
        Require(Directory.Exists(library) && FindOnPath("node") is not null, "node's dotenv");
        return ReadAsync<Dictionary<string, string>>("node", ["-e", NodeScript, library], documents);
    }

    /// <summary>What python-dotenv reads; a key without a value has null.</summary>
    public static async Task<IReadOnlyList<Dictionary<string, string?>>> PythonDotenvAsync(IReadOnlyList<string> documents) =>
        await ReadAsync<Dictionary<string, string?>>(await FindPythonAsync("dotenv"), ["-c", PythonDotenvScript], documents);

    /// <summary>What PyYAML reads.</summary>
    public static async Task<IReadOnlyList<JsonElement>> PythonYamlAsync(IReadOnlyList<string> documents) =>
        await ReadAsync<JsonElement>(await FindPythonAsync("yaml"), ["-c", PythonYamlScript], documents);

    /// <summary>What Python's JSON parser reads.</summary>
    public static async Task<IReadOnlyList<Dictionary<string, string>>> PythonJsonAsync(IReadOnlyList<string> documents) =>
        await ReadAsync<Dictionary<string, string>>(await FindPythonAsync("json"), ["-c", PythonJsonScript], documents);

    /// <summary>The environment of bash after it ran scripts, each in a shell of its own.</summary>
    public static async Task<IReadOnlyList<Dictionary<string, string>>> BashAsync(IReadOnlyList<string> scripts)
    {
        Require(FindOnPath("bash") is not null, "bash");
        using var folder = new TemporaryFolder();
        var files = await WriteAsync(folder, scripts);
        var output = await RunAsync("bash", ["--norc", "--noprofile", "-c", BashScript, "bash", .. files], "");
        var environments = new List<Dictionary<string, string>> { new(StringComparer.Ordinal) };
        foreach (var entry in output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry == "END=")
            {
                environments.Add(new(StringComparer.Ordinal));
                continue;
            }

            var equals = entry.IndexOf('=', StringComparison.Ordinal);
            environments[^1][entry[..equals]] = entry[(equals + 1)..];
        }

        return environments[..^1];
    }

    /// <summary>Whether bash runs a command named <c>probe</c>, or one that does not exist, when it sources each file.</summary>
    public static async Task<IReadOnlyList<bool>> BashRunsAsync(IReadOnlyList<string> scripts)
    {
        Require(FindOnPath("bash") is not null, "bash");
        using var folder = new TemporaryFolder();
        var files = await WriteAsync(folder, scripts);
        await RunAsync("bash", ["--norc", "--noprofile", "-c", BashProbeScript, "bash", .. files], "");
        return [.. files.Select(file => File.Exists($"{file}.ran"))];
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(TemporaryFolder folder, IReadOnlyList<string> scripts)
    {
        var files = new List<string>();
        foreach (var script in scripts)
        {
            files.Add(Path.Combine(folder.Path, $"{files.Count}.sh"));
            await File.WriteAllTextAsync(files[^1], script, TestContext.Current.CancellationToken);
        }

        return files;
    }

    private static async Task<IReadOnlyList<TResult>> ReadAsync<TResult>(
        string program, string[] arguments, IReadOnlyList<string> documents) =>
        JsonSerializer.Deserialize<List<TResult>>(await RunAsync(program, arguments, JsonSerializer.Serialize(documents)))!;

    private static async Task<string> FindPythonAsync(string module)
    {
        foreach (var python in Pythons.Where(path => FindOnPath(path) is not null))
        {
            if (await TryRunAsync(python, ["-c", $"import {module}"], "") is (0, _))
            {
                return python;
            }
        }

        Require(false, $"the module {module} of Python");
        return "";
    }

    private static void Require(bool isInstalled, string what)
    {
        if (!isInstalled)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"{what} is not installed. Run ./build setup to install it.");
            Assert.Fail($"{what} is not installed.");
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        var (exitCode, output) = await TryRunAsync(program, arguments, input);
        Assert.True(exitCode == 0, $"{program} exited with {exitCode}.");
        return output;
    }

    private static async Task<(int ExitCode, string Output)> TryRunAsync(string program, string[] arguments, string input)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        using var process = Process.Start(start)!;
        var reading = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await reading.InTimeAsync($"the output of {program}");
        await complaints.InTimeAsync($"the errors of {program}");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).InTimeAsync($"the end of {program}");
        return (process.ExitCode, output);
    }

    private static string? FindOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ZenML.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie below a folder with ZenML.slnx.");
    }
}
