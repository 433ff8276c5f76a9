using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using ZenML.Platform.Terminals;

namespace ZenML.Platform.Processes;

/// <summary>
/// Runs a program in the place of this process: it gets a terminal if this process has one, its output is filtered, and signals that
/// this process gets are passed on.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ProgramRun : IProgramRun
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    private readonly PseudoTerminal? terminal;
    private readonly bool hasKeys;
    private readonly SafeFileHandle ended;
    private readonly SafeFileHandle end;
    private readonly ChildProcess child;
    private readonly SignalRelay relay = new();
    private readonly List<OutputPump> outputs = [];
    private readonly List<SafeFileHandle> readers = [];
    private readonly List<PosixSignalRegistration> signals = [];
    private readonly TaskCompletionSource<int> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RawTerminal? raw;
    private KeyPump? keys;
    private SafeFileHandle? keyboard;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The program.</param>
    /// <param name="makeFilter">Makes the filter of one output; null to pass it on unchanged.</param>
    /// <exception cref="StartException">It could not be started.</exception>
    /// <exception cref="IOException">There are too many open files.</exception>
    public ProgramRun(ChildCommand command, Func<IOutputFilter>? makeFilter)
    {
        var (showsOutput, showsError) = (TerminalDevice.IsTerminal(Output), TerminalDevice.IsTerminal(Error));
        hasKeys = showsOutput && TerminalDevice.IsTerminal(Input) && TerminalDevice.IsForeground(Input);
        terminal = showsOutput ? PseudoTerminal.TryOpen(Output, hasKeys)
            : showsError ? PseudoTerminal.TryOpen(Error, isForKeys: false)
            : null;
        hasKeys &= terminal is not null;
        (ended, end) = Descriptors.OpenPipe();
        var writers = new List<SafeFileHandle>();
        try
        {
            var (outputSource, outputTarget) = Connect(showsOutput, writers);
            var (errorSource, errorTarget) = Connect(showsError, writers);
            AddSignals();
            child = ChildProcess.Start(command, new ChildStreams(hasKeys ? terminal!.Path : null, outputTarget, errorTarget));
            relay.Attach(child);
            if (hasKeys)
            {
                raw = RawTerminal.TryBegin(Input, TerminalDevice.MakeRaw);
                keys = new KeyPump(Input, terminal!, ended, Suspend);
            }

            Pump(outputSource, Output, makeFilter);
            if (errorSource != outputSource)
            {
                Pump(errorSource, Error, makeFilter);
            }
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            terminal?.CloseDevice();
            writers.ForEach(writer => writer.Dispose());
        }

        new Thread(Await, maxStackSize: 256 * 1024) { IsBackground = true }.Start();
    }

    public Task<int> Completion => completion.Task;

    public void RequestStop() => child.Send(Signals.Terminate);

    public void ForceStop() => child.Send(Signals.Kill);

    /// <summary>Restores the terminal. The program must have exited.</summary>
    public void Dispose() => Close();

    private (SafeFileHandle Source, int Target) Connect(bool isTerminal, List<SafeFileHandle> writers)
    {
        if (isTerminal && terminal is not null)
        {
            return (terminal.Control, terminal.Device);
        }

        var (reader, writer) = Descriptors.OpenPipe();
        readers.Add(reader);
        writers.Add(writer);
        return (reader, (int)writer.DangerousGetHandle());
    }

    private void Pump(SafeFileHandle source, int target, Func<IOutputFilter>? makeFilter)
    {
        var isTerminal = source == terminal?.Control;
        outputs.Add(new OutputPump(
            source, target, makeFilter?.Invoke() ?? new PlainOutput(), ended, isTerminal,
            isTerminal && !hasKeys ? PassKeysIfRead : null,
            isTerminal ? () => child.Send(Signals.HangUp) : null));
    }

    /// <summary>
    /// Passes on keys once the program reads single keys from the terminal that it writes to, as a pager does whose text comes from a
    /// pipe. Before that, keys belong to whoever reads the real terminal.
    /// </summary>
    private void PassKeysIfRead()
    {
        if (keys is not null || TerminalDevice.ReadSettings((int)terminal!.Control.DangerousGetHandle()) is not { } settings
            || !TerminalDevice.ReadsKeys(settings))
        {
            return;
        }

        keyboard ??= TerminalDevice.OpenControlling();
        var descriptor = (int)keyboard.DangerousGetHandle();
        if (!keyboard.IsInvalid && TerminalDevice.IsForeground(descriptor))
        {
            raw = RawTerminal.TryBegin(descriptor, TerminalDevice.MakeKeys);
            keys = new KeyPump(descriptor, terminal, ended, () => false);
        }
    }

    private void Await()
    {
        var exitCode = child.Wait();
        end.Dispose();
        outputs.ForEach(output => output.Join());
        keys?.Join();
        completion.SetResult(exitCode);
    }

    private void AddSignals()
    {
        signals.AddRange(Signals.PassOn(relay));
        Signals.PassOnKeys(relay, () => hasKeys || !TerminalDevice.IsForeground());
        if (terminal is null)
        {
            return;
        }

        signals.Add(Signals.Handle(Signals.SizeChange, () =>
        {
            terminal.FollowSize();
            if (!hasKeys)
            {
                // The program got the signal from its own terminal, perhaps before the size of this one changed.
                relay.Send(Signals.SizeChange);
            }
        }));

        // Without a handler, the runtime would restore the terminal mode from the start of this process.
        signals.Add(Signals.Handle(Signals.Continue, Resume));
    }

    /// <summary>Suspends the program and this process, as its terminal would if this process were not in between.</summary>
    /// <returns>False if the key is not for the program but for what runs in it: a shell suspends its jobs itself.</returns>
    private bool Suspend()
    {
        if (TerminalDevice.ForegroundOf((int)terminal!.Control.DangerousGetHandle()) != child.Id)
        {
            return false;
        }

        child.SendToGroup(Signals.Stop);
        raw?.Restore();
        SignalGroup.Suspend();
        Resume();
        return true;
    }

    private void Resume()
    {
        raw?.Apply();
        terminal?.FollowSize();
        if (hasKeys)
        {
            relay.SendToGroup(Signals.Continue);
        }
    }

    private void Close()
    {
        signals.ForEach(signal => signal.Dispose());
        raw?.Dispose();
        keyboard?.Dispose();
        terminal?.Dispose();
        readers.ForEach(reader => reader.Dispose());
        ended.Dispose();
        end.Dispose();
    }
}
