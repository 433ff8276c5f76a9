using System.Collections.Concurrent;

namespace ZenML.Server.Identity;

/// <summary>
/// Remembers the keys of issuers. Tokens cannot make it ask an issuer more often than once within <see cref="Pause"/>, whatever
/// keys they name and however many there are.
/// </summary>
internal sealed partial class IssuerKeys(IssuerDocuments documents, TimeProvider clock, ILogger<IssuerKeys> log)
{
    private const int MaximumIssuers = 500;

    private const int MaximumWaiting = 64;

    private readonly ConcurrentDictionary<string, KnownIssuer> issuers = new(StringComparer.Ordinal);

    /// <summary>How long keys are used without asking again.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long keys are used if the issuer no longer answers.</summary>
    public static TimeSpan LongestUse { get; } = TimeSpan.FromHours(1);

    /// <summary>The least time between two questions to an issuer.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Returns the keys of an issuer. Asks it if they are old, or if none has a name.</summary>
    /// <param name="issuer">An issuer that an administrator has registered.</param>
    /// <param name="name">The name of a key; null for any.</param>
    /// <param name="cancellationToken">Cancels the wait, and not the question: others may wait for the answer too.</param>
    /// <exception cref="IssuerFailure">The issuer cannot be read.</exception>
    public async Task<IssuerKeySet> FindAsync(string issuer, string? name, CancellationToken cancellationToken)
    {
        var known = issuers.GetOrAdd(issuer, _ => new KnownIssuer());
        if (issuers.Count > MaximumIssuers)
        {
            issuers.Clear();
        }

        Task<IssuerKeySet>? reading;
        lock (known)
        {
            var now = clock.GetUtcNow();
            var isFresh = known.Keys is not null && (now - known.Read).Duration() < Freshness;
            if (isFresh && (name is null || known.Keys!.Has(name)))
            {
                return known.Keys!;
            }

            if (known.Reading is null && (now - known.Asked).Duration() >= Pause)
            {
                known.Asked = now;
                known.Reading = ReadAsync(issuer, known);
            }

            reading = known.Reading;
        }

        if (reading is not null)
        {
            try
            {
                return await WaitAsync(known, reading, cancellationToken);
            }
            catch (IssuerFailure) when (IsUsable(known))
            {
                // Its keys of before are good enough for now.
            }
        }

        lock (known)
        {
            return IsUsable(known)
                ? known.Keys!
                : throw new IssuerFailure(known.Problem ?? "The issuer was not read yet.");
        }
    }

    private bool IsUsable(KnownIssuer known) => known.Keys is not null && (clock.GetUtcNow() - known.Read).Duration() < LongestUse;

    private static async Task<IssuerKeySet> WaitAsync(KnownIssuer known, Task<IssuerKeySet> reading, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref known.Waiting) > MaximumWaiting)
        {
            Interlocked.Decrement(ref known.Waiting);
            throw new IssuerFailure("Too many logins wait for the issuer.");
        }

        try
        {
            return await reading.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref known.Waiting);
        }
    }

    private async Task<IssuerKeySet> ReadAsync(string issuer, KnownIssuer known)
    {
        // The caller holds the lock.
        await Task.Yield();
        try
        {
            var keys = await documents.ReadKeysAsync(issuer);
            lock (known)
            {
                (known.Keys, known.Read, known.Problem) = (keys, clock.GetUtcNow(), null);
            }

            return keys;
        }
        catch (IssuerFailure failure)
        {
            LogFailure(log, issuer, failure.Message);
            lock (known)
            {
                known.Problem = failure.Message;
            }

            throw;
        }
        finally
        {
            lock (known)
            {
                known.Reading = null;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys of the issuer {Issuer} cannot be read: {Problem}")]
    private static partial void LogFailure(ILogger log, string issuer, string problem);

    private sealed class KnownIssuer
    {
        public int Waiting;

        public IssuerKeySet? Keys { get; set; }

        public DateTimeOffset Read { get; set; }

        public DateTimeOffset Asked { get; set; }

        public string? Problem { get; set; }

        public Task<IssuerKeySet>? Reading { get; set; }
    }
}
