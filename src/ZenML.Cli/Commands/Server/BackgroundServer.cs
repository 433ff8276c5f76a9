using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Text;
using ZenML.Platform.Files;
using ZenML.Platform.Processes;

namespace ZenML.Cli.Commands.Server;

/// <summary>The server that runs in the background of this machine. A file in the configuration folder says which process it is.</summary>
internal sealed partial class BackgroundServer(string folder)
{
    private const int Terminate = 15;

    private const int MostLogLines = 5;

    /// <summary>
    /// What the file with the process has for a server that writes how it ended; those that versions before this one
    /// started do not.
    /// </summary>
    private const string WritesEnd = "end";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    // What the process is called: the server itself or what runs its assembly, and what earlier versions started it by.
    private static readonly string[] ServerNames = ["zenml-server", "dotnet", "sh", "dash", "bash", "setsid"];

    private readonly BackgroundFiles files = new(folder);
    private long logStart;

    /// <summary>Where the server writes what it has to say.</summary>
    public string LogFile => files.Log;

    /// <summary>What is locked by the command that starts or stops the server.</summary>
    public string LockFile => files.Lock;

    /// <summary>Whether a server was started from here and not stopped from here.</summary>
    public bool IsRemembered => File.Exists(files.State) && new FileInfo(files.State).Length > 0;

    /// <summary>The process, if the file says one and it is still the same.</summary>
    public Process? Find()
    {
        if (!File.Exists(files.State) || File.ReadAllText(files.State).Split(' ') is not [var id, var start, ..])
        {
            return null;
        }

        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
        {
            return null;
        }

        Process? process = null;
        try
        {
            process = Process.GetProcessById(number);

            // Numbers of processes are used again; the program and the time of the start tell another one.
            if (!process.HasExited && !IsLeftOver(process) && ServerNames.Contains(process.ProcessName) && Math.Abs(process.StartTime.ToUniversalTime().Ticks - ticks) < TimeSpan.TicksPerSecond)
            {
                return process;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended.
        }

        process?.Dispose();
        return null;
    }

    /// <summary>Starts the server and waits until it listens. If it does not, none runs.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">The environment that its process is started with.</param>
    /// <param name="settings">Settings that it gets over a pipe.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>What it reported.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it did not start, with the end of its log.</exception>
    public async Task<StartReport> StartAsync(
        ServerProgram program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<KeyValuePair<string, string>> settings, TimeSpan limit, CancellationToken cancellationToken)
    {
        PrepareFiles();
        using var start = ServerStart.Begin(program, folder, arguments, environment);
        StartReport? report = null;
        try
        {
            Remember(start.Process);
            report = await start.WaitAsync(settings, limit, cancellationToken);
        }
        finally
        {
            // One that does not even end is left for 'zenml down'.
            if (report is null && await StopAsync(start.Process, LongestStop, CancellationToken.None))
            {
                Forget();
            }
        }

        return report ?? throw await DescribeFailureAsync(start);
    }

    /// <summary>Asks a process to end, and waits until it has.</summary>
    /// <returns>Whether it ended in time.</returns>
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
            // Not by waiting for the process itself: one that nobody buries never ends for that.
            while (!process.HasExited && !IsLeftOver(process))
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

    /// <summary>What was wrong with the end of a process that is gone.</summary>
    /// <returns>Null if it ended in order, or if it is of a version that does not say.</returns>
    public string? FindFaultOfEnd(int process)
    {
        if (OperatingSystem.IsWindows() || !File.ReadAllText(files.State).EndsWith($" {WritesEnd}", StringComparison.Ordinal))
        {
            return null;
        }

        var end = File.Exists(files.End) ? File.ReadAllText(files.End).TrimEnd('\n').Split(' ') : [];
        return end is [var number, var code] && number == process.ToString(CultureInfo.InvariantCulture)
            ? code == "0" ? null : $"with an error (exit code {code})"
            : "without finishing its work: it was killed, or it crashed";
    }

    /// <summary>Forgets a server that ended.</summary>
    public void Forget()
    {
        PrivateFiles.Delete(files.State);
        PrivateFiles.Delete(files.End);
    }

    /// <summary>
    /// The last lines that the server wrote since it was started here, or since <see cref="MarkLog"/>; earlier ones are
    /// in the same file.
    /// </summary>
    /// <returns>A sentence that names the log, and the lines.</returns>
    public string DescribeLog()
    {
        var lines = ReadEndOfLog();
        return lines.Count > 0
            ? MessageText.Of($"Its log is '{LogFile}' and ends with:")
                + string.Concat(lines.Select(line => $"{Environment.NewLine}{VisibleText.EscapeMessage(line)}"))
            : MessageText.Of($"Its log is '{LogFile}'; it wrote nothing there.");
    }

    /// <summary>Makes the folder if there is none.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public void PrepareFolder() => PrivateFiles.CreateFolder(folder);

    /// <summary>Makes the folder if there is none, and refuses one in which others can replace the password, the lock or the log.</summary>
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
            throw new ZenException(ErrorCode.NotAllowed, $"No server is started with this folder. {problem:raw}");
        }
    }

    private static ZenException CannotStart(Exception exception) => new(
        ErrorCode.StoreUnavailable, $"The server cannot be started: {Sentence.End(exception.Message)}", exception);

    private IReadOnlyList<string> ReadEndOfLog()
    {
        if (!File.Exists(LogFile))
        {
            return [];
        }

        using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        // Someone may have emptied it meanwhile.
        log.Position = logStart <= log.Length ? logStart : 0;
        using var reader = new StreamReader(log);
        var lines = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Enqueue(line);
            if (lines.Count > MostLogLines)
            {
                lines.Dequeue();
            }
        }

        return [.. lines];
    }

    private async Task<ZenException> DescribeFailureAsync(ServerStart start)
    {
        if (!start.Process.HasExited && !IsLeftOver(start.Process))
        {
            return new ZenException(
                ErrorCode.StoreUnavailable,
                    $"The server (process {start.Process.Id}) neither started nor ended in time. {DescribeLog():raw}");
        }

        var early = (await start.ReadErrorsAsync()).TrimEnd();
        return new ZenException(
            ErrorCode.StoreUnavailable,
            $"The server did not start. "
                + $"{(early.Length > 0 ? $"It wrote:{Environment.NewLine}{VisibleText.EscapeMessage(early)}" : DescribeLog()):raw}");
    }

    /// <summary>Whether the process ended and only its number is left, because nobody asked what became of it: common where a container has
    /// no init process.</summary>
    private static bool IsLeftOver(Process process)
    {
        try
        {
            // The name is in parentheses and may hold any; the state is the letter behind it.
            return OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <remarks>One that ended at once has no time of its start any more; there is nothing to find again then.</remarks>
    private void Remember(Process process)
    {
        try
        {
            var start = process.StartTime.ToUniversalTime().Ticks;
            var state = string.Create(CultureInfo.InvariantCulture, $"{process.Id} {start} {WritesEnd}");
            PrivateFiles.Replace(files.State, Encoding.ASCII.GetBytes(state));
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            Forget();
        }
    }

    /// <summary>Has <see cref="DescribeLog"/> tell what is written from now on.</summary>
    public void MarkLog() => logStart = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;

    private void PrepareFiles()
    {
        try
        {
            PrepareFolder();
            Forget();
            MarkLog();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotStart(exception);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
