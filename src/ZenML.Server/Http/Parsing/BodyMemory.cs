using System.Diagnostics;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Server.Authentication;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Limits the memory of request bodies in flight, per account and in total, so that incomplete requests cannot exhaust it.
/// Requests over the limit get status 503 and <c>Retry-After</c>.
/// </summary>
internal sealed class BodyMemory
{
    /// <summary>The limit for all bodies together, in bytes.</summary>
    public const long MostForAll = 256 * 1024 * 1024;

    /// <summary>The limit for all bodies of one account, in bytes.</summary>
    public const long MostForAccount = 64 * 1024 * 1024;

    private const int ReadAtOnce = 64 * 1024;

    // The announced size is reserved only up to this limit. A larger body reserves memory as it arrives.
    private const long LargestBufferInAdvance = 1024 * 1024;

    // A body that takes longer comes slowly, by a slow network or on purpose: its caller is authenticated again.
    private static readonly TimeSpan LongestWithoutLook = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();

    private readonly Dictionary<Id<User>, long> accounts = [];

    private long all;

    /// <summary>Reads the complete body of a request. Its memory counts until the response is sent.</summary>
    /// <exception cref="HttpFailure">503: the limit is reached.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpContext http)
    {
        var body = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 0, LargestBufferInAdvance));
        var lease = http.HasCaller() ? http.RequestServices.GetRequiredService<BodyMemory>().Lend(http) : null;
        var started = Stopwatch.StartNew();
        var buffer = new byte[(int)Math.Clamp(http.Request.ContentLength ?? ReadAtOnce, 1, ReadAtOnce)];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            lease?.Grow(read);
            body.Write(buffer, 0, read);
        }

        if (lease is not null && started.Elapsed > LongestWithoutLook)
        {
            // What was taken from the caller while the body arrived counts.
            var authenticator = http.RequestServices.GetRequiredService<IRequestAuthenticator>();
            http.SetCaller(await authenticator.AuthenticateAgainAsync(http));
        }

        body.Position = 0;
        return body;
    }

    private Lease Lend(HttpContext http)
    {
        var lease = new Lease(this, http.GetCaller().UserId);
        http.Response.RegisterForDispose(lease);
        return lease;
    }

    private bool TryTake(Id<User> account, long bytes)
    {
        lock (gate)
        {
            var own = accounts.GetValueOrDefault(account) + bytes;
            if (own > MostForAccount || all + bytes > MostForAll)
            {
                return false;
            }

            all += bytes;
            accounts[account] = own;
            return true;
        }
    }

    private void Return(Id<User> account, long bytes)
    {
        lock (gate)
        {
            all -= bytes;
            var own = accounts.GetValueOrDefault(account) - bytes;
            if (own > 0)
            {
                accounts[account] = own;
            }
            else
            {
                accounts.Remove(account);
            }
        }
    }

    private sealed class Lease(BodyMemory memory, Id<User> account) : IDisposable
    {
        private long taken;

        public void Grow(int bytes)
        {
            if (!memory.TryTake(account, bytes))
            {
                var failure = HttpFailure.Plain(
                    503,
                    "The server is processing too many large requests. Nothing was changed. Try again in a few seconds.");
                failure.Headers["Retry-After"] = "2";
                failure.Headers["Connection"] = "close";
                throw failure;
            }

            taken += bytes;
        }

        public void Dispose() => memory.Return(account, Interlocked.Exchange(ref taken, 0));
    }
}
