using System.Diagnostics;
using System.Runtime.InteropServices;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// Replaces this process with another program, so that supervisors see one process and signals reach it.
/// </summary>
internal static partial class ProcessReplacement
{
    /// <summary>
    /// Replaces this process; where the system cannot do that, runs the program and waits until it exits.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The exit code, where the process was not replaced.</returns>
    /// <exception cref="ZenException">The program cannot be run.</exception>
    public static async Task<int> RunAsync(
        ServerProgram program, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment,
        CancellationToken cancellationToken)
    {
        string[] all = [.. program.Arguments, .. arguments];
        if (!OperatingSystem.IsWindows())
        {
            string?[] words = [program.File, .. all, null];
            _ = Execute(program.File, words, [.. environment.Select(variable => $"{variable.Key}={variable.Value}"), null]);
            throw new ZenException(
                ErrorCode.StoreUnavailable,
                $"Cannot run the server '{program.File}': {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        var start = new ProcessStartInfo(program.File, all) { UseShellExecute = false };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)
            ?? throw new ZenException(ErrorCode.StoreUnavailable, $"Cannot run the server '{program.File}'.");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string path, string?[] arguments, string?[] environment);
}
