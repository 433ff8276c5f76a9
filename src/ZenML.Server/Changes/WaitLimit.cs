using System.Globalization;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Protocol.Errors;
using ZenML.Server.Configuration;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Changes;

/// <summary>
/// Limits how many requests wait at once: at most half of the connections, so that others can still connect, an eighth of those for one
/// account, and half of them for one address, since everyone can make accounts for programs.
/// </summary>
internal sealed class WaitLimit(ServerOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<Id<User>, int> accounts = [];
    private readonly Dictionary<string, int> addresses = new(StringComparer.Ordinal);
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
    /// <param name="account">The account that waits.</param>
    /// <param name="address">Where the request comes from, as in <see cref="ClientAddress.Host"/>; empty if that is unknown.</param>
    /// <exception cref="HttpFailure">503: too many wait; 429: too many of this account or from this address.</exception>
    public IDisposable Enter(Id<User> account, string address)
    {
        lock (gate)
        {
            if (total >= most)
            {
                throw Failure(503, "Too many programs wait for changes of secrets. Ask again later, or poll instead.");
            }

            if (accounts.GetValueOrDefault(account) >= Share(8))
            {
                throw Failure(429, "Too many programs of this account wait for changes of secrets. Ask again later, or poll instead.");
            }

            if (address.Length > 0 && addresses.GetValueOrDefault(address) >= Share(2))
            {
                throw Failure(429, "Too many programs at this address wait for changes of secrets. Ask again later, or poll instead.");
            }

            Add(accounts, account, 1);
            if (address.Length > 0)
            {
                Add(addresses, address, 1);
            }

            total++;
        }

        return new Place(this, account, address);
    }

    private static HttpFailure Failure(int status, string message)
    {
        var failure = HttpFailure.Named(status, ErrorClass.Runtime, message);
        failure.Headers["Retry-After"] = ((int)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        failure.Headers[WireErrors.CodeHeader] = nameof(ErrorCode.ServerBusy);
        return failure;
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int change)
        where TKey : notnull
    {
        var count = counts.GetValueOrDefault(key) + change;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }

    private long Share(int divisor) => (most + divisor - 1) / divisor;

    private void Leave(Id<User> account, string address)
    {
        lock (gate)
        {
            total--;
            Add(accounts, account, -1);
            if (address.Length > 0)
            {
                Add(addresses, address, -1);
            }
        }
    }

    private sealed class Place(WaitLimit limit, Id<User> account, string address) : IDisposable
    {
        private bool isGiven;

        public void Dispose()
        {
            if (!isGiven)
            {
                isGiven = true;
                limit.Leave(account, address);
            }
        }
    }
}
