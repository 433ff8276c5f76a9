using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ZenML.Platform.Files;

namespace ZenML.Platform.Processes;

/// <summary>
/// A server that <c>zenml up</c> started, seen from within: it has left the terminal, and says how its start and its end
/// went.
/// </summary>
internal sealed partial class BackgroundProcess : IDisposable
{
    /// <summary>The option of the server that names the folder of <see cref="BackgroundFiles"/>.</summary>
    public const string Option = "--background";

    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    private readonly BackgroundFiles files;
    private readonly Stream starter;

    private BackgroundProcess(BackgroundFiles files, Stream starter) => (this.files, this.starter) = (files, starter);

    /// <summary>
    /// Goes into the background: takes its settings from standard input, to its end; leaves the session of whoever
    /// started it; and from then on writes to its log what it would write to standard output and standard error.
    /// </summary>
    /// <param name="folder">The folder of its files.</param>
    /// <exception cref="IOException">The log cannot be opened, or belongs to somebody else.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be made.</exception>
    public static BackgroundProcess Begin(string folder)
    {
        var files = new BackgroundFiles(folder);
        using (var input = Console.OpenStandardInput())
        using (var all = new MemoryStream())
        {
            input.CopyTo(all);
            foreach (var (name, value) in PrivateVariables.Read(all.ToArray()))
            {
                // Known to this program from now on, and not to who looks at what the process was started with.
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

    /// <summary>Says that the server listens. Whoever started it may be gone by now; then nobody is told.</summary>
    public void Report(StartReport report)
    {
        try
        {
            starter.Write(Encoding.UTF8.GetBytes(report.ToString()));
        }
        catch (IOException)
        {
            // It was ended while the server started. The server runs, as 'zenml down' will find.
        }

        starter.Dispose();
    }

    /// <summary>Says how the server ends, for who waits for that.</summary>
    public void End(int exitCode)
    {
        try
        {
            var end = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {exitCode}\n");
            PrivateFiles.Replace(files.End, Encoding.ASCII.GetBytes(end));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is taken for one that was killed.
        }
    }

    /// <summary>Says nothing more to who started it.</summary>
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
