using System.ComponentModel;
using System.Diagnostics;

namespace ZenML.Platform.Processes;

/// <summary>
/// Runs a program on systems for which there is no <see cref="ProgramRun"/>. Its output goes through pipes, so it never sees a terminal
/// there. The terminal sends the signals of its keys to the program itself.
/// </summary>
internal sealed class PipedProgramRun : IProgramRun
{
    private const int NoSuchFile = 2;
    private const int BufferSize = 64 * 1024;

    private readonly Process process;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program.</param>
    /// <param name="makeFilter">Makes the filter of one output; null to pass it on unchanged.</param>
    /// <param name="isDirect">Whether it shares the standard streams of this process, so that no output passes through it.</param>
    /// <exception cref="StartException">It could not be started.</exception>
    public PipedProgramRun(ChildCommand command, Func<IOutputFilter>? makeFilter, bool isDirect = false)
    {
        var start = new ProcessStartInfo(command.File, command.Arguments.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardOutput = !isDirect,
            RedirectStandardError = !isDirect,
        };
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        Console.CancelKeyPress += Ignore;
        try
        {
            process = Process.Start(start) ?? throw new StartException(StartFailure.NotExecutable);
        }
        catch (Win32Exception exception)
        {
            Console.CancelKeyPress -= Ignore;
            throw new StartException(exception.NativeErrorCode == NoSuchFile ? StartFailure.NotFound : StartFailure.NotExecutable);
        }

        Completion = isDirect ? CompleteAsync() : CompleteAsync(makeFilter);
    }

    public Task<int> Completion { get; }

    public void RequestStop() => ForceStop();

    public void ForceStop()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has exited.
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= Ignore;
        process.Dispose();
    }

    /// <remarks>The program decides what an interruption means.</remarks>
    private static void Ignore(object? sender, ConsoleCancelEventArgs arguments) => arguments.Cancel = true;

    private async Task<int> CompleteAsync(Func<IOutputFilter>? makeFilter)
    {
        var output = CopyAsync(process.StandardOutput.BaseStream, Console.OpenStandardOutput(), makeFilter?.Invoke() ?? new PlainOutput());
        var error = CopyAsync(process.StandardError.BaseStream, Console.OpenStandardError(), makeFilter?.Invoke() ?? new PlainOutput());
        await Task.WhenAll(output, error);
        return await CompleteAsync();
    }

    private async Task<int> CompleteAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task CopyAsync(Stream from, Stream to, IOutputFilter filter)
    {
        using var ended = filter;
        var buffer = new byte[BufferSize];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                to.Write(filter.Pass(buffer.AsSpan(0, count)));
                to.Flush();
            }

            to.Write(filter.Release());
            to.Flush();
        }
        catch (IOException)
        {
            // Nobody reads the output any more. The program gets to know that at its next write.
            await from.DisposeAsync();
        }
    }
}
