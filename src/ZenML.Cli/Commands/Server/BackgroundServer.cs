using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// The server in the background of this machine. A state file in the configuration folder identifies its process.
/// </summary>
internal sealed partial class BackgroundServer(string folder)
{
    private const int Terminate = 15;

    /// <summary>
    /// The last word of the state file if the server writes its exit code to a file. Servers started by earlier
    /// versions do not.
    /// </summary>
    private const string WritesEnd = "end";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    // Possible process names: the server itself, the host of its assembly, and the shells of earlier versions.
    private static readonly string[] ServerNames = ["zenml-server", "dotnet", "sh", "dash", "bash", "setsid"];

    private readonly BackgroundFiles files = new(folder);

    /// <summary>The server's log.</summary>
    public ServerLog Log { get; } = new(new BackgroundFiles(folder).Log);

    /// <summary>The file that a command locks while it starts or stops the server.</summary>
    public string LockFile => files.Lock;

    /// <summary>Whether the state file names a server, running or not.</summary>
    public bool IsRemembered => File.Exists(files.State) && new FileInfo(files.State).Length > 0;

    /// <summary>The URL in the state file; null if there is none, as for servers started by earlier versions.</summary>
    public string? FindUrl() =>
        File.Exists(files.State) && File.ReadAllText(files.State).Split(' ') is [_, _, var url, WritesEnd] ? url : null;

    /// <summary>The process in the state file; null if it no longer runs.</summary>
    public Process? Find()
    {
        if (!File.Exists(files.State) || File.ReadAllText(files.State).Split(' ') is not [var id, var start, ..])
        {
            return null;
        }

        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
        {
            return null;
        }

        Process? process = null;
        try
        {
            process = Process.GetProcessById(number);

            // Process ids are reused, so the name and the start time must match too.
            if (!process.HasExited && !IsZombie(process) && ServerNames.Contains(process.ProcessName)
                && Math.Abs(process.StartTime.ToUniversalTime().Ticks - ticks) < TimeSpan.TicksPerSecond)
            {
                return process;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has exited.
        }

        process?.Dispose();
        return null;
    }

    /// <summary>Starts the server and waits until it listens. Stops it again if it does not.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="url">Where it will listen, for the state file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">The environment that its process is started with.</param>
    /// <param name="settings">Settings that are sent to it over a pipe.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>What it reported.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/>: it did not start. The message has the end of its log.
    /// </exception>
    public async Task<StartReport> StartAsync(
        ServerProgram program, string url, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<KeyValuePair<string, string>> settings, TimeSpan limit, CancellationToken cancellationToken)
    {
        PrepareFiles();
        using var start = ServerStart.Begin(program, folder, arguments, environment);
        StartReport? report = null;
        try
        {
            Remember(start.Process, url);
            report = await start.WaitAsync(settings, limit, cancellationToken);
        }
        finally
        {
            // If it cannot be stopped, the state file stays for 'zenml down'.
            if (report is null && await StopAsync(start.Process, LongestStop, CancellationToken.None))
            {
                Forget();
            }
        }

        return report ?? throw await DescribeFailureAsync(start);
    }

    /// <summary>Asks a process to exit, and waits until it has.</summary>
    /// <returns>Whether it exited in time.</returns>
    public static async Task<bool> StopAsync(Process process, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
        }
        else if (!process.HasExited)
        {
            _ = Signal(process.Id, Terminate);
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(limit);
        try
        {
            // Do not wait for the process itself: that never returns for a zombie.
            while (!process.HasExited && !IsZombie(process))
            {
                await Task.Delay(BetweenLooks, waiting.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        return true;
    }

    /// <summary>Describes why a process exited, if that was not as it should.</summary>
    /// <returns>Null if it exited normally, or if its version does not write its exit code.</returns>
    public string? DescribeFault(int process)
    {
        if (OperatingSystem.IsWindows() || !File.ReadAllText(files.State).EndsWith($" {WritesEnd}", StringComparison.Ordinal))
        {
            return null;
        }

        var end = File.Exists(files.End) ? File.ReadAllText(files.End).TrimEnd('\n').Split(' ') : [];
        return end is [var number, var code] && number == process.ToString(CultureInfo.InvariantCulture)
            ? code == "0" ? null : $"with an error (exit code {code})"
            : "without finishing its work: it was killed or it crashed";
    }

    /// <summary>Deletes the state of a server that has exited.</summary>
    public void Forget()
    {
        PrivateFiles.Delete(files.State);
        PrivateFiles.Delete(files.End);
    }

    /// <summary>Creates the folder if it does not exist.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">You do not have permission to create it.</exception>
    public void PrepareFolder() => PrivateFiles.CreateFolder(folder);

    /// <summary>
    /// Creates the folder if it does not exist, and rejects it if others can replace the password, the lock or the log
    /// in it.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotAllowed"/>: others can; <see cref="ErrorCode.StoreUnavailable"/>: it cannot be made.
    /// </exception>
    public void EnsurePrivateFolder()
    {
        try
        {
            PrepareFolder();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotStart(exception);
        }

        if (PrivateFolder.Describe(folder) is { } problem)
        {
            throw new ZenException(
                ErrorCode.NotAllowed,
                $"The server was not started, because its folder is not safe. {problem:raw}");
        }
    }

    private static ZenException CannotStart(Exception exception) => new(
        ErrorCode.StoreUnavailable, $"Cannot start the server: {Sentence.End(exception.Message)}", exception);

    private async Task<ZenException> DescribeFailureAsync(ServerStart start)
    {
        if (!start.Process.HasExited && !IsZombie(start.Process))
        {
            return new ZenException(
                ErrorCode.StoreUnavailable,
                $"The server (process {start.Process.Id}) neither started nor stopped in time. {Log.Describe():raw}");
        }

        var early = (await start.ReadErrorsAsync()).TrimEnd();
        return new ZenException(
            ErrorCode.StoreUnavailable,
            $"The server did not start. "
                + $"{(early.Length > 0 ? $"Its output:{Environment.NewLine}{VisibleText.EscapeMessage(early)}" : Log.Describe()):raw}");
    }

    /// <summary>
    /// Whether the process has exited but its parent did not collect its exit code: common in containers without an
    /// init process.
    /// </summary>
    private static bool IsZombie(Process process)
    {
        try
        {
            // The name is in parentheses and can contain parentheses itself. The state is the letter after it.
            return OperatingSystem.IsLinux()
                && File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <remarks>A process that exited immediately has no start time, and there is nothing to remember.</remarks>
    private void Remember(Process process, string url)
    {
        try
        {
            var start = process.StartTime.ToUniversalTime().Ticks;
            var place = Uri.TryCreate(url, UriKind.Absolute, out var address) ? $" {address.GetLeftPart(UriPartial.Authority)}" : "";
            var state = string.Create(CultureInfo.InvariantCulture, $"{process.Id} {start}{place} {WritesEnd}");
            PrivateFiles.Replace(files.State, Encoding.UTF8.GetBytes(state));
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception && HasSoonExited(process))
        {
            Forget();
        }
    }

    // The system forgets a process a moment before .NET knows that it has exited.
    private static bool HasSoonExited(Process process) => process.WaitForExit(LongestStop);

    private void PrepareFiles()
    {
        try
        {
            PrepareFolder();
            Forget();
            Log.Mark();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotStart(exception);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
