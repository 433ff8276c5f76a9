using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;

namespace ZenML.Server.Passwords;

/// <summary>
/// A fair queue for a fixed number of slots. Known and unknown requesters wait in separate lanes; while known requesters wait,
/// unknown ones get every fourth slot. Within a lane, the order is round robin by group, and within a group by member. The number
/// of waiting requests is limited per member, group and lane. If a limit is reached, the group or member with the most waiting
/// requests loses one to a newcomer with fewer.
/// </summary>
/// <param name="slots">The number of slots.</param>
/// <param name="known">The limits for known requesters.</param>
/// <param name="unknown">The limits for unknown requesters.</param>
/// <param name="maximumWait">How long a request can wait.</param>
internal sealed class FairQueue(int slots, QueueLimits known, QueueLimits unknown, TimeSpan maximumWait)
{
    // Then an unknown requester is next.
    private const int MaximumKnownInARow = 3;

    private readonly Lock gate = new();

    private readonly QueueLane knownLane = new(known);

    private readonly QueueLane unknownLane = new(unknown);

    private int free = slots;

    private int knownInARow;

    /// <summary>The number of waiting requests.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return knownLane.Count + unknownLane.Count;
            }
        }
    }

    /// <summary>Waits for a slot.</summary>
    /// <param name="requester">The requester.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The slot. Dispose it to release the slot.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.ServerBusy"/>: a limit is reached, or the wait took too long.</exception>
    public async Task<IDisposable> AcquireAsync(PasswordRequester requester, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueueWaiter waiter;
        lock (gate)
        {
            // A slot is free only if nobody waits.
            if (free > 0)
            {
                free--;
                return new Slot(this);
            }

            waiter = LaneOf(requester).Enqueue(requester);
        }

        using var limit = new CancellationTokenSource(maximumWait);
        await using (limit.Token.UnsafeRegister((_, _) => Leave(requester, waiter, waiter.Reject), null))
        await using (cancellationToken.UnsafeRegister((_, token) => Leave(requester, waiter, () => waiter.Cancel(token)), null))
        {
            await waiter.Admission;
        }

        return new Slot(this);
    }

    private QueueLane LaneOf(PasswordRequester requester) => requester.IsTrusted ? knownLane : unknownLane;

    /// <remarks>Has no effect on a request that already has a slot.</remarks>
    private void Leave(PasswordRequester requester, QueueWaiter waiter, Action end)
    {
        lock (gate)
        {
            if (LaneOf(requester).Remove(requester, waiter))
            {
                end();
            }
        }
    }

    private void Release()
    {
        lock (gate)
        {
            var isKnownNext = knownLane.Count > 0 && (unknownLane.Count == 0 || knownInARow < MaximumKnownInARow);
            knownInARow = isKnownNext ? knownInARow + 1 : 0;
            if ((isKnownNext ? knownLane : unknownLane).Dequeue() is { } next)
            {
                next.Admit();
            }
            else
            {
                free++;
            }
        }
    }

    private sealed class Slot(FairQueue queue) : IDisposable
    {
        private FairQueue? queue = queue;

        public void Dispose() => Interlocked.Exchange(ref queue, null)?.Release();
    }
}
