using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ZenML.Platform.Processes;

/// <summary>The signals of Linux that a process in the place of a program handles, by their numbers.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Signals
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int UserDefined1 = 10;
    public const int UserDefined2 = 12;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;
    public const int SizeChange = 28;

    // In a static field, since a registration that nothing refers to ends.
    private static PosixSignalRegistration[] keys = [];

    /// <summary>Handles a signal instead of what the system would do.</summary>
    public static PosixSignalRegistration Handle(int signal, Action action) =>
        PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            context.Cancel = true;
            action();
        });

    /// <summary>Passes on the signals that only this process gets.</summary>
    /// <remarks>
    /// A signal that this process ignores, as under <c>nohup</c>, is left alone by the runtime, so that the program ignores it too.
    /// </remarks>
    public static IEnumerable<PosixSignalRegistration> PassOn(SignalRelay relay) =>
        ((int[])[HangUp, Terminate, UserDefined1, UserDefined2]).Select(signal => Handle(signal, () => relay.Send(signal)));

    /// <summary>
    /// Passes on the signals of keys. The terminal sends these to all processes in its foreground, the program among them, so they are
    /// passed on only if the program did not get them.
    /// </summary>
    /// <remarks>
    /// This stays until the next program: this process may get the signal of a key after the program has ended of it, and is to exit with
    /// the program's code instead of ending too.
    /// </remarks>
    public static void PassOnKeys(SignalRelay relay, Func<bool> isNeeded)
    {
        PosixSignalRegistration[] mine =
        [
            .. ((int[])[Interrupt, Quit]).Select(signal => Handle(signal, () => relay.SendKey(signal, isNeeded))),
        ];
        foreach (var former in Interlocked.Exchange(ref keys, mine))
        {
            former.Dispose();
        }
    }
}
