using System.Runtime.Versioning;

namespace ZenML.Platform.Processes;

/// <summary>
/// Passes signals on to a program. It is made before the program is started, and keeps what comes before that: a signal that this process
/// gets meanwhile would end it, and leave the program without anyone who waits for it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SignalRelay
{
    private readonly Lock gate = new();
    private readonly List<int> early = [];
    private ChildProcess? child;

    /// <summary>Sends what came before the program was there, and from now on sends everything at once.</summary>
    public void Attach(ChildProcess started)
    {
        lock (gate)
        {
            child = started;
            early.ForEach(started.Send);
            early.Clear();
        }
    }

    /// <summary>Sends a signal to the program.</summary>
    public void Send(int signal)
    {
        lock (gate)
        {
            if (child is null)
            {
                early.Add(signal);
            }
            else
            {
                child.Send(signal);
            }
        }
    }

    /// <summary>Sends a signal of a key, which the terminal may have sent to the program too.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="isNeeded">Whether the program did not get it from the terminal. Not asked before there is a program.</param>
    public void SendKey(int signal, Func<bool> isNeeded)
    {
        bool isEarly;
        lock (gate)
        {
            isEarly = child is null;
        }

        if (isEarly || isNeeded())
        {
            Send(signal);
        }
    }

    /// <summary>Sends a signal to the group of the program, which must lead one. Does nothing before there is a program.</summary>
    public void SendToGroup(int signal)
    {
        lock (gate)
        {
            child?.SendToGroup(signal);
        }
    }
}
