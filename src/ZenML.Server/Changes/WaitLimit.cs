using System.Globalization;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Protocol.Errors;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Changes;

/// <summary>
/// Limits how many requests wait at once: at most half of the connections, so that others can still connect, and for one account at most
/// half of those.
/// </summary>
internal sealed class WaitLimit(ServerOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<Id<User>, int> waiting = [];
    private readonly long most = Math.Min(options.MaximumWaiting, options.MaximumConnections / 2);
    private int total;

    /// <summary>How many requests wait now.</summary>
    public int Total
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    /// <summary>Takes a place; dispose the result to give it back.</summary>
    /// <exception cref="HttpFailure">503: too many wait; 429: too many of this account.</exception>
    public IDisposable Enter(Id<User> account)
    {
        lock (gate)
        {
            if (total >= most)
            {
                throw Failure(503, "Too many programs wait for changes of secrets. Ask again later, or poll instead.");
            }

            var own = waiting.GetValueOrDefault(account);
            if (own >= (most + 1) / 2)
            {
                throw Failure(429, "Too many programs of this account wait for changes of secrets. Ask again later, or poll instead.");
            }

            waiting[account] = own + 1;
            total++;
        }

        return new Place(this, account);
    }

    private static HttpFailure Failure(int status, string message)
    {
        var failure = HttpFailure.Named(status, ErrorClass.Runtime, message);
        failure.Headers["Retry-After"] = ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        failure.Headers[WireErrors.CodeHeader] = nameof(ErrorCode.ServerBusy);
        return failure;
    }

    private void Leave(Id<User> account)
    {
        lock (gate)
        {
            total--;
            if (--waiting[account] == 0)
            {
                waiting.Remove(account);
            }
        }
    }

    private sealed class Place(WaitLimit limit, Id<User> account) : IDisposable
    {
        private bool isGiven;

        public void Dispose()
        {
            if (!isGiven)
            {
                isGiven = true;
                limit.Leave(account);
            }
        }
    }
}
