using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Platform.Files;

namespace ZenML.Cli.Input.Editing;

/// <summary>The editor of the user: <c>VISUAL</c>, else <c>EDITOR</c>, else the one of the system.</summary>
/// <param name="environment">The process.</param>
/// <param name="path">The file to edit, in a private folder.</param>
internal sealed class TextEditor(CliEnvironment environment, string path)
{
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the file.</summary>
    public void Write(string text)
    {
        using var file = PrivateFiles.Open(path, FileMode.Create, FileShare.None);
        file.Write(StrictUtf8.GetBytes(text));
    }

    /// <summary>Reads the file, also if the editor has replaced it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>: it is gone, too long or not UTF-8.</exception>
    public string Read()
    {
        try
        {
            var bytes = PrivateFiles.Read(path);
            return bytes.Length <= MostBytes
                ? StrictUtf8.GetString(bytes)
                : throw new ZenException(ErrorCode.InvalidArgument, $"The text is longer than {MostBytes} bytes.");
        }
        catch (DecoderFallbackException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "The text is not UTF-8. Save it with the encoding UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ZenException(ErrorCode.InvalidArgument, "The editor left no text that can be read.");
        }
    }

    /// <summary>Runs the editor until it ends.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.Aborted"/>: it cannot be started, or ended with a failure.</exception>
    public async Task RunAsync()
    {
        var command = environment.Variable("VISUAL") ?? environment.Variable("EDITOR") ?? (OperatingSystem.IsWindows() ? "notepad" : "vi");
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", $"/d /s /c \"{command} \"{path}\"\"")
            : new ProcessStartInfo("/bin/sh", ["-c", $"{command} \"$@\"", "zenml", path]);
        start.UseShellExecute = false;
        start.WorkingDirectory = environment.WorkingDirectory;
        start.Environment.Clear();
        foreach (var (name, value) in environment.Variables())
        {
            start.Environment[name] = value;
        }

        // Ctrl+C in the terminal is for the editor alone.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => context.Cancel = true);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new ZenException(
                    ErrorCode.Aborted,
                    $"The editor '{command}' exited with code {process.ExitCode}. Nothing was changed. To use another editor, set "
                        + $"VISUAL or EDITOR.");
            }
        }
        catch (Exception exception) when (exception is IOException or Win32Exception or InvalidOperationException)
        {
            throw new ZenException(
                ErrorCode.Aborted,
                $"Cannot start the editor '{command}'. Nothing was changed. To use another editor, set VISUAL or EDITOR.", exception);
        }
    }
}
