using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// A background server that is starting: its process, and the pipes that only it and this command hold.
/// </summary>
internal sealed class ServerStart : IDisposable
{
    private const int LongestReport = 16 * 1024;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ServerStart(Process process)
    {
        Process = process;
        output = ReadAsync(process.StandardOutput.BaseStream);
        errors = ReadAsync(process.StandardError.BaseStream);
    }

    /// <summary>The process.</summary>
    public Process Process { get; }

    /// <summary>
    /// Starts the program by its full path, without a shell and with only the given environment.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it cannot be started.</exception>
    public static ServerStart Begin(
        ServerProgram program, string folder, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program.File, [.. program.Arguments, BackgroundProcess.Option, folder, .. arguments])
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new ServerStart(Process.Start(start)!);
        }
        catch (Exception exception) when (exception is IOException or Win32Exception or InvalidOperationException)
        {
            throw new ZenException(
                ErrorCode.StoreUnavailable, $"Cannot start the server '{program.File}': {Sentence.End(exception.Message)}", exception);
        }
    }

    /// <summary>
    /// Sends the server its settings, and waits for its report that it listens. The report comes over a pipe of this
    /// command, so no other program at the address can fake it.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Null if the server exited without a report, or sent none in time.</returns>
    public async Task<StartReport?> WaitAsync(
        IEnumerable<KeyValuePair<string, string>> settings, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(limit);
        try
        {
            await using (var input = Process.StandardInput.BaseStream)
            {
                await input.WriteAsync(PrivateVariables.Write(settings), waiting.Token);
            }
        }
        catch (IOException)
        {
            // It exited before it read them; then there is no report.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            return StartReport.TryParse(await output.WaitAsync(waiting.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>What an exited process wrote before it had a log: a missing library, for example.</summary>
    public async Task<string> ReadErrorsAsync()
    {
        // A child process could still hold the pipes.
        var all = Task.WhenAll(output, errors);
        return await Task.WhenAny(all, Task.Delay(LongestRest)) == all ? string.Concat(await all) : "";
    }

    /// <inheritdoc />
    public void Dispose() => Process.Dispose();

    /// <remarks>
    /// Reads up to the end of the report, or of the stream if there is none. The stream does not end before the process
    /// exits, because the runtime holds a copy of standard output.
    /// </remarks>
    private static async Task<string> ReadAsync(Stream stream)
    {
        var (bytes, buffer) = (new MemoryStream(), new byte[4096]);
        var text = "";
        try
        {
            int count;
            while (StartReport.TryParse(text) is null && (count = await stream.ReadAsync(buffer)) > 0)
            {
                // Read but do not store what is too long for a report, so that the writer is not blocked.
                bytes.Write(buffer, 0, (int)Math.Min(count, LongestReport - bytes.Length));
                text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was disposed of.
        }

        return text;
    }
}
