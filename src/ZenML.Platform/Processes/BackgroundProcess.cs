using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ZenML.Platform.Files;

namespace ZenML.Platform.Processes;

/// <summary>
/// The server's side of a background server: detaches from the terminal, and reports the start and the exit code.
/// </summary>
internal sealed partial class BackgroundProcess : IDisposable
{
    /// <summary>The option of the server for the folder of <see cref="BackgroundFiles"/>.</summary>
    public const string Option = "--background";

    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    private readonly BackgroundFiles files;
    private readonly Stream starter;

    private BackgroundProcess(BackgroundFiles files, Stream starter) => (this.files, this.starter) = (files, starter);

    /// <summary>
    /// Moves the process to the background: reads settings from standard input, starts a new session, and redirects
    /// standard output and standard error to the log.
    /// </summary>
    /// <param name="folder">The folder of the files.</param>
    /// <exception cref="IOException">The log cannot be opened, or belongs to another user.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the log is denied.</exception>
    public static BackgroundProcess Begin(string folder)
    {
        var files = new BackgroundFiles(folder);
        using (var input = Console.OpenStandardInput())
        using (var all = new MemoryStream())
        {
            input.CopyTo(all);
            foreach (var (name, value) in PrivateVariables.Read(all.ToArray()))
            {
                // Visible to this program only, not to processes that read its initial environment.
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        var log = LogFile.OpenToAppend(files.Log);
        if (OperatingSystem.IsWindows())
        {
            var starter = Console.OpenStandardOutput();
            var writer = TextWriter.Synchronized(
                new StreamWriter(new FileStream(log, FileAccess.Write, bufferSize: 0), new UTF8Encoding(false)) { AutoFlush = true });
            Console.SetOut(writer);
            Console.SetError(writer);
            return new BackgroundProcess(files, starter);
        }

        using (log)
        {
            var starter = new SafeFileHandle(Check(Duplicate(Output)), ownsHandle: true);
            _ = BeginSession();
            var nothing = Check(Open("/dev/null", 0));
            Check(Duplicate(nothing, Input));
            _ = Close(nothing);
            Check(Duplicate((int)log.DangerousGetHandle(), Output));
            Check(Duplicate((int)log.DangerousGetHandle(), Error));
            return new BackgroundProcess(files, new FileStream(starter, FileAccess.Write, bufferSize: 0));
        }
    }

    /// <summary>Reports that the server listens. Does nothing if the command that started it has exited.</summary>
    public void Report(StartReport report)
    {
        try
        {
            starter.Write(Encoding.UTF8.GetBytes(report.ToString()));
        }
        catch (IOException)
        {
            // The command has exited. The server runs, and 'zenml down' can stop it.
        }

        starter.Dispose();
    }

    /// <summary>Writes the exit code of the server.</summary>
    public void End(int exitCode)
    {
        try
        {
            var end = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {exitCode}\n");
            PrivateFiles.Replace(files.End, Encoding.ASCII.GetBytes(end));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The server is then reported as killed.
        }
    }

    /// <summary>Closes the pipe to the command that started the server.</summary>
    public void Dispose() => starter.Dispose();

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int BeginSession();

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
