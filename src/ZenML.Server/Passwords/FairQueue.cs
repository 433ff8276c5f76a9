using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Errors;

namespace ZenML.Server.Passwords;

/// <summary>
/// Gives out a few places in turns. Known requesters and strangers wait in lanes of their own; while someone known waits, strangers get
/// every fourth
/// turn. Within a lane, groups take turns, and within a group its members. How many can wait is limited for each member, each group and
/// each lane.
/// When there is no room left, the group or member with the most waiting loses one to a newcomer that has fewer.
/// </summary>
/// <param name="places">How many places there are.</param>
/// <param name="known">How many known requesters can wait.</param>
/// <param name="strangers">How many strangers can wait.</param>
/// <param name="longestWait">How long anyone waits.</param>
internal sealed class FairQueue(int places, TurnLimits known, TurnLimits strangers, TimeSpan longestWait)
{
    // Strangers have the turn after these.
    private const int KnownTurnsInARow = 3;

    private readonly Lock gate = new();

    private readonly QueueLane knownLane = new(known);

    private readonly QueueLane strangersLane = new(strangers);

    private int free = places;

    private int knownInARow;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return knownLane.Count + strangersLane.Count;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="requester">For whom.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whose disposal gives the place back.</returns>
    /// <exception cref="ZenException"><see cref="ErrorCode.ServerBusy"/>.</exception>
    public async Task<IDisposable> TakeAsync(PasswordRequester requester, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TurnWaiter waiter;
        lock (gate)
        {
            // Whoever waits is before whoever comes.
            if (free > 0)
            {
                free--;
                return new Place(this);
            }

            waiter = LaneOf(requester).Enqueue(requester);
        }

        using var limit = new CancellationTokenSource(longestWait);
        await using (limit.Token.UnsafeRegister((_, _) => Leave(requester, waiter, waiter.Refuse), null))
        await using (cancellationToken.UnsafeRegister((_, token) => Leave(requester, waiter, () => waiter.Cancel(token)), null))
        {
            await waiter.Turn;
        }

        return new Place(this);
    }

    private QueueLane LaneOf(PasswordRequester requester) => requester.IsTrusted ? knownLane : strangersLane;

    /// <remarks>Whose turn has begun keeps it.</remarks>
    private void Leave(PasswordRequester requester, TurnWaiter waiter, Action end)
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
            var isKnownsTurn = knownLane.Count > 0 && (strangersLane.Count == 0 || knownInARow < KnownTurnsInARow);
            knownInARow = isKnownsTurn ? knownInARow + 1 : 0;
            if ((isKnownsTurn ? knownLane : strangersLane).Dequeue() is { } next)
            {
                next.Begin();
            }
            else
            {
                free++;
            }
        }
    }

    private sealed class Place(FairQueue turns) : IDisposable
    {
        private FairQueue? turns = turns;

        public void Dispose() => Interlocked.Exchange(ref turns, null)?.Release();
    }
}
