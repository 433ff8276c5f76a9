using System.Diagnostics;
using System.Runtime.InteropServices;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary>Runs another program in the place of this one: supervisors then see one process, and signals reach the right one.</summary>
internal static partial class ProcessReplacement
{
    /// <summary>Becomes the other program; where the system cannot do that, runs it and waits for its end.</summary>
    /// <returns>The exit code, if this process is still this one.</returns>
    /// <exception cref="ZenException">The program cannot be run.</exception>
    public static async Task<int> RunAsync(ServerProgram program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string[] all = [.. program.Arguments, .. arguments];
        if (!OperatingSystem.IsWindows())
        {
            string?[] words = [program.File, .. all, null];
            _ = Execute(program.File, words);
            throw new ZenException(ErrorCode.StoreUnavailable, $"The server '{program.File}' cannot be run: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        using var process = Process.Start(new ProcessStartInfo(program.File, all) { UseShellExecute = false })
            ?? throw new ZenException(ErrorCode.StoreUnavailable, $"The server '{program.File}' cannot be run.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments);
}
