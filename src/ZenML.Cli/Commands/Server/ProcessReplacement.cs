using System.Diagnostics;
using System.Runtime.InteropServices;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Server;

/// <summary>
/// Runs another program in the place of this one: supervisors then see one process, and signals reach the right one.
/// </summary>
internal static partial class ProcessReplacement
{
    /// <summary>Becomes the other program; where the system cannot do that, runs it and waits for its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Its environment, the whole.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The exit code, if this process is still this one.</returns>
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
