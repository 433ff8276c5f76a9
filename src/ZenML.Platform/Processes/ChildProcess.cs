using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ZenML.Platform.Processes;

/// <summary>A program that this process started.</summary>
/// <remarks>
/// It is started with <c>posix_spawn</c>: after a fork, managed code must not run. Except for what is passed on deliberately, .NET
/// opens all files so that the program does not inherit them.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed partial class ChildProcess
{
    private const int NoSuchFile = 2;
    private const int TooBig = 7;
    private const int NoExecutableFormat = 8;
    private const int ReadWrite = 2;
    private const short SetDefaultSignals = 0x4;
    private const short SetSignalMask = 0x8;
    private const short SetSession = 0x80;
    private const int BrokenPipe = 13;
    private const int ById = 1;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x1000000;
    private const int Interrupted = 4;
    private const int SignalExitCodes = 128;

    /// <summary>Larger than the structures of any supported system.</summary>
    private const int StructureSize = 1024;

    private readonly Lock turn = new();
    private bool hasExited;

    private ChildProcess(int id) => Id = id;

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="StartException">It could not be started.</exception>
    public static ChildProcess Start(ChildCommand command, ChildStreams streams)
    {
        var result = Spawn(command.File, command.Arguments, command, streams, out var id);
        if (result == NoExecutableFormat)
        {
            // A script without a first line that names its interpreter: shells run it themselves.
            result = Spawn("/bin/sh", ["sh", command.File, .. command.Arguments.Skip(1)], command, streams, out id);
        }

        return result switch
        {
            0 => new ChildProcess(id),
            NoSuchFile => throw new StartException(StartFailure.NotFound),
            TooBig => throw new StartException(StartFailure.TooLarge),
            _ => throw new StartException(StartFailure.NotExecutable),
        };
    }

    /// <summary>Waits until the program exits. Call it once.</summary>
    /// <returns>Its exit code; 128 and the number of the signal if one ended it.</returns>
    public int Wait()
    {
        var information = new byte[StructureSize];
        while (WaitForState(ById, Id, information, Exited | LeaveWaitable) != 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
        }

        lock (turn)
        {
            // From here on, another process can get the id.
            hasExited = true;
            int result;
            int status;
            do
            {
                result = WaitForProcess(Id, out status, 0);
            }
            while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            var signal = status & 0x7f;
            return result < 0 ? 0 : signal == 0 ? (status >> 8) & 0xff : SignalExitCodes + signal;
        }
    }

    /// <summary>Sends a signal to the program, unless it has exited.</summary>
    public void Send(int signal) => Send(Id, signal);

    /// <summary>Sends a signal to the program's process group. The program must lead one.</summary>
    public void SendToGroup(int signal) => Send(-Id, signal);

    private void Send(int receiver, int signal)
    {
        lock (turn)
        {
            if (!hasExited)
            {
                _ = Kill(receiver, signal);
            }
        }
    }

    private static int Spawn(
        string file, IReadOnlyList<string> arguments, ChildCommand command, ChildStreams streams, out int id)
    {
        var actions = new byte[StructureSize];
        var attributes = new byte[StructureSize];
        var signals = new byte[StructureSize];
        _ = InitializeActions(actions);
        _ = InitializeAttributes(attributes);
        try
        {
            if (streams.Terminal is { } terminal)
            {
                // The first terminal that the leader of a session opens becomes its controlling terminal.
                _ = AddOpen(actions, 0, terminal, ReadWrite, 0);
            }

            _ = AddDuplicate(actions, streams.Output, 1);
            _ = AddDuplicate(actions, streams.Error, 2);
            _ = ClearSignals(signals);
            _ = SetMask(attributes, signals);

            // The runtime ignores this signal, and a program inherits what is ignored.
            _ = AddSignal(signals, BrokenPipe);
            _ = SetDefaults(attributes, signals);
            _ = SetFlags(attributes, (short)(SetDefaultSignals | SetSignalMask | (streams.Terminal is null ? 0 : SetSession)));
            string?[] words = [.. arguments, null];
            string?[] variables = [.. command.EnvironmentTexts, null];
            var started = 0;
            var result = ProcessHardening.WithOriginalMask(() => Spawn(out started, file, actions, attributes, words, variables));
            id = started;
            return result;
        }
        finally
        {
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(
        out int id, string path, [In] byte[] actions, [In] byte[] attributes, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActions([In, Out] byte[] actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions([In, Out] byte[] actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen([In, Out] byte[] actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicate([In, Out] byte[] actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitializeAttributes([In, Out] byte[] attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes([In, Out] byte[] attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags([In, Out] byte[] attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask([In, Out] byte[] attributes, [In] byte[] signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults([In, Out] byte[] attributes, [In] byte[] signals);

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int ClearSignals([In, Out] byte[] signals);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int AddSignal([In, Out] byte[] signals, int signal);

    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitForState(int kind, int id, [In, Out] byte[] information, int options);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitForProcess(int id, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int receiver, int signal);
}
