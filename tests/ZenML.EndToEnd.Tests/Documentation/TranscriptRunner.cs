using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ZenML.EndToEnd.Tests.Driving;

namespace ZenML.EndToEnd.Tests.Documentation;

/// <summary>
/// Runs the commands of one page, one after the other, on a machine of its own. Variables, functions and the working directory last from
/// one command to the next, as in the shell of a reader.
/// </summary>
internal sealed partial class TranscriptRunner : IAsyncDisposable
{
    /// <summary>The home folder that pages show.</summary>
    private const string ShownHome = "/home/you";

    private readonly Zenml zenml;

    /// <summary>The addresses that pages show, of a server and of an experiment tracker, and those that the test uses.</summary>
    private readonly (string Shown, string Used)[] addresses =
        [("127.0.0.1:8237", $"127.0.0.1:{FreePort()}"), ("127.0.0.1:5000", $"127.0.0.1:{FreePort()}")];

    public TranscriptRunner()
        : this(new Zenml())
    {
    }

    /// <summary>Runs the commands on a machine, which it then disposes of.</summary>
    public TranscriptRunner(Zenml machine)
    {
        zenml = machine;

        // Pages show the default folder.
        zenml.Variables["ZENML_CONFIG_PATH"] = "";
        zenml.Variables["ZENML_SERVER_URLS"] = $"http://{addresses[0].Used}";
        zenml.Variables["TEST_PROGRAMS"] = AppContext.BaseDirectory;
    }

    /// <summary>Runs a command.</summary>
    /// <returns>The lines of standard output and standard error, with the home folder and the address that pages show.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TranscriptCommand command)
    {
        var text = addresses.Aggregate(command.Text, (text, address) => text.Replace(address.Shown, address.Used, StringComparison.Ordinal))
            .Replace(ShownHome, zenml.Home, StringComparison.Ordinal);
        var script = $"{Prologue}\n{text}\n{Epilogue}";
        var output = command.IsInteractive ? await RunOnTerminalAsync(command, script) : await RunAsync(command, script);
        var plain = Escape().Replace(output, "").Replace(zenml.Home, ShownHome, StringComparison.Ordinal);
        var shown = addresses.Aggregate(plain, (text, address) => text.Replace(address.Used, address.Shown, StringComparison.Ordinal));
        return [.. shown.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await zenml.RunAsync("down");
        zenml.Dispose();
    }

    private const string Prologue = """
        exec 2>&1
        PATH="$(dirname "$0"):$PATH"
        # The examples are built with the tests.
        dotnet() { [ "$1 $2" = "run --project" ] && command dotnet "$TEST_PROGRAMS/$(basename "$3").dll" "${@:5}"; }
        [ -e ~/.shell ] && . ~/.shell
        """;

    private const string Epilogue = """
        __status=$?
        {
          declare -p | grep -E '^declare -x|^declare -- [a-z]' | grep -v '__status'
          printf 'cd %q\n' "$PWD"
          echo "(exit $__status)"
        } > ~/.shell
        exit $__status
        """;

    private async Task<string> RunAsync(TranscriptCommand command, string script)
    {
        var outcome = await zenml.InShellAsync(script);
        return (command.IsHidden ? outcome.Expect(0) : outcome).Everything;
    }

    private async Task<string> RunOnTerminalAsync(TranscriptCommand command, string script)
    {
        await using var terminal = zenml.OnTerminalOfShell(script.Replace("exec 2>&1", "", StringComparison.Ordinal));
        foreach (var answer in command.Typed)
        {
            await terminal.AnswerAsync(": ", answer);
        }

        return (await terminal.EndAsync()).Seen;
    }

    /// <summary>A free port with as many digits as those that pages show, so that tables are as wide.</summary>
    private static string FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, RandomNumberGenerator.GetInt32(2000, 10000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
            }
            catch (SocketException)
            {
                // Somebody else listens there.
            }
        }
    }

    [GeneratedRegex("\r\u001b\\[K([\u2800-\u28ff][^\r]*)?|\u001b\\[[0-9;?]*[a-zA-Z]")]
    private static partial Regex Escape();
}
