using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ZenML.Platform.Terminals;

namespace ZenML.Platform.Processes;

/// <summary>
/// Runs a program in the place of this process with its standard streams and in its process group: nothing is copied, and the terminal
/// sends the signals of its keys to both. Signals that only this process gets are passed on.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DirectProgramRun : IProgramRun
{
    private const int Output = 1;
    private const int Error = 2;

    private readonly ChildProcess child;
    private readonly List<PosixSignalRegistration> signals = [];

    private readonly TaskCompletionSource<int> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts a program.</summary>
    /// <exception cref="StartException">It could not be started.</exception>
    public DirectProgramRun(ChildCommand command)
    {
        var relay = new SignalRelay();
        signals.AddRange(Signals.PassOn(relay));
        Signals.PassOnKeys(relay, () => !TerminalDevice.IsForeground());

        // Without a handler, the runtime would restore the terminal mode from the start of this process under the program.
        signals.Add(Signals.Handle(Signals.Continue, () => { }));
        try
        {
            child = ChildProcess.Start(command, new ChildStreams(Terminal: null, Output, Error));
        }
        catch
        {
            Dispose();
            throw;
        }

        relay.Attach(child);
        new Thread(() => completion.SetResult(child.Wait()), maxStackSize: 256 * 1024) { IsBackground = true }.Start();
    }

    public Task<int> Completion => completion.Task;

    public void RequestStop() => child.Send(Signals.Terminate);

    public void ForceStop() => child.Send(Signals.Kill);

    public void Dispose() => signals.ForEach(signal => signal.Dispose());
}
