using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ZenML.Core.Errors;
using ZenML.Core;

namespace ZenML.Cli.Commands.Server;

/// <summary>The server that runs in the background of this machine. A file in the configuration folder says which process it is.</summary>
internal sealed partial class BackgroundServer(string folder)
{
    private const int Terminate = 15;

    private const int MostLogLines = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    // What the process is called: the server itself or what runs its assembly, and for a moment what starts it.
    private static readonly string[] ServerNames = ["zenml-server", "dotnet", "sh", "dash", "bash", "setsid"];

    /// <summary>What starts the server: it ignores that the terminal is closed, leaves the terminal's group where it can, and writes its log.</summary>
    private const string Starter =
        """
        trap '' HUP
        log=$1; shift
        if command -v setsid >/dev/null 2>&1; then exec setsid "$@" >>"$log" 2>&1 </dev/null; else exec "$@" >>"$log" 2>&1 </dev/null; fi
        """;

    private long logStart;

    /// <summary>Where the server writes what it has to say.</summary>
    public string LogFile => Path.Combine(folder, "zenml-dotnet.server.log");

    /// <summary>What is locked by the command that starts or stops the server.</summary>
    public string LockFile => Path.Combine(folder, "zenml-dotnet.server.lock");

    private string StateFile => Path.Combine(folder, "zenml-dotnet.server.pid");

    /// <summary>Whether a server was started from here and not stopped from here.</summary>
    public bool IsRemembered => File.Exists(StateFile) && new FileInfo(StateFile).Length > 0;

    /// <summary>The process, if the file says one and it is still the same.</summary>
    public Process? Find()
    {
        if (!File.Exists(StateFile) || File.ReadAllText(StateFile).Split(' ') is not [var id, var start])
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

    /// <summary>Starts the server.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Its environment, besides that of this process.</param>
    /// <exception cref="ZenException">It cannot be started.</exception>
    public Process Start(ServerProgram program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            PrepareFiles();
            logStart = new FileInfo(LogFile).Length;
            string[] words = [program.File, .. program.Arguments, .. arguments];
            var start = OperatingSystem.IsWindows()
                ? new ProcessStartInfo(words[0], words[1..]) { CreateNoWindow = true }
                : new ProcessStartInfo("/bin/sh", ["-c", Starter, "zenml-up", LogFile, .. words]);
            foreach (var (name, value) in variables)
            {
                start.Environment[name] = value;
            }

            var process = Process.Start(start) ?? throw new ZenException(ErrorCode.StoreUnavailable, $"The server '{program.File}' cannot be run.");
            Remember(process);
            return process;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException)
        {
            throw new ZenException(ErrorCode.StoreUnavailable, $"The server cannot be started: {Sentence.End(exception.Message)}", exception);
        }
    }

    /// <summary>Asks a process to end, and waits until it has.</summary>
    /// <returns>Whether it ended in time.</returns>
    public async Task<bool> StopAsync(Process process, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
        }
        else
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

        Forget();
        return true;
    }

    /// <summary>Forgets a server that ended.</summary>
    public void Forget()
    {
        if (File.Exists(StateFile))
        {
            File.Delete(StateFile);
        }
    }

    /// <summary>The last lines that the server wrote which was started here; earlier ones wrote to the same file.</summary>
    public IReadOnlyList<string> ReadEndOfLog()
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

    /// <summary>Whether the process ended and only its number is left, because nobody asked what became of it: common where a container has no init process.</summary>
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
            File.WriteAllText(StateFile, string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTime.ToUniversalTime().Ticks}"));
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            Forget();
        }
    }

    /// <summary>Makes the folder if there is none.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public void PrepareFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <remarks>Only their owner can read them, from the moment that they exist.</remarks>
    private void PrepareFiles()
    {
        PrepareFolder();
        foreach (var file in (string[])[LogFile, StateFile])
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(file, options);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
