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
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int UserDefined1 = 10;
    private const int UserDefined2 = 12;
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;

    // In a static field, since a registration that nothing refers to ends.
    private static readonly List<PosixSignalRegistration> Keys = [];

    private readonly ChildProcess child;
    private readonly List<PosixSignalRegistration> signals = [];

    private readonly TaskCompletionSource<int> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts a program.</summary>
    /// <exception cref="StartException">It could not be started.</exception>
    public DirectProgramRun(ChildCommand command)
    {
        child = ChildProcess.Start(command, new ChildStreams(Terminal: null, Output, Error));
        foreach (var signal in (int[])[HangUp, Terminate, UserDefined1, UserDefined2])
        {
            On(signal, () => child.Send(signal));
        }

        foreach (var signal in (int[])[Interrupt, Quit])
        {
            // The terminal sends these to all processes in its foreground, the program among them. These handlers stay: this process
            // may get the signal after the program has ended of it, and is to exit with the program's code instead of ending too.
            Keys.Add(Handle(signal, () =>
            {
                if (!TerminalDevice.IsForeground())
                {
                    child.Send(signal);
                }
            }));
        }

        // Without a handler, the runtime would restore the terminal mode from the start of this process under the program.
        On(Continue, () => { });
        new Thread(() => completion.SetResult(child.Wait()), maxStackSize: 256 * 1024) { IsBackground = true }.Start();
    }

    public Task<int> Completion => completion.Task;

    public void RequestStop() => child.Send(Terminate);

    public void ForceStop() => child.Send(Kill);

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private static PosixSignalRegistration Handle(int signal, Action action) =>
        PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            action();
        });

    private void On(int signal, Action action) => signals.Add(Handle(signal, action));
}
