using System.Collections.Concurrent;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Persistence;

namespace ZenML.Core.Accounts.Tokens;

/// <summary>
/// Remembers when and from where tokens and API keys were last used, and writes it from time to time: no request waits for that. A
/// server that is killed loses what it has not written.
/// </summary>
/// <param name="database">The database.</param>
public sealed class CredentialUses(IDatabase database)
{
    // About 2 MB. Beyond it, further tokens wait for the next write to be remembered.
    private const int Most = 10_000;

    private const int WrittenAtOnce = 200;

    private readonly ConcurrentDictionary<Guid, CredentialUse> pending = [];

    /// <summary>Remembers a use.</summary>
    public void Record(TokenClaims claims, DateTimeOffset now, string? address)
    {
        ArgumentNullException.ThrowIfNull(claims);
        // To count takes all locks of the dictionary, so only the first use of a token since the last write does it.
        if (pending.ContainsKey(claims.Token) || pending.Count < Most)
        {
            pending[claims.Token] = new CredentialUse(new(claims.Token), claims.ApiKey, now, address);
        }
    }

    /// <summary>Writes what was not written yet. What cannot be written stays for the next time.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var uses in pending.ToArray().Chunk(WrittenAtOnce))
        {
            await database.WriteAsync((unit, token) => WriteAsync(unit, [.. uses.Select(use => use.Value)], token), cancellationToken);
            foreach (var use in uses)
            {
                // A later use of the same token stays.
                pending.TryRemove(use);
            }
        }
    }

    private static async Task WriteAsync(IUnitOfWork unit, IReadOnlyList<CredentialUse> uses, CancellationToken cancellationToken)
    {
        foreach (var use in uses)
        {
            await unit.Tokens.RecordUseAsync(use, cancellationToken);
        }

        foreach (var ofKey in uses.Where(use => use.ApiKey is not null).GroupBy(use => use.ApiKey!.Value))
        {
            var last = ofKey.MaxBy(use => use.Time)!;
            await unit.ApiKeys.RecordUseAsync(ofKey.Key, last.Time, last.Address, cancellationToken);
        }
    }
}
