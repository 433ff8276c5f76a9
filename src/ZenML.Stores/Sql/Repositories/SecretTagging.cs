using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Gives tags to the rows of secrets that a version before row tags wrote.</summary>
internal sealed class SecretTagging(SqlSession session, ValueSealer sealer)
{
    // Some tens of milliseconds, once in the life of a store.
    private const long Few = 5_000;

    /// <summary>Tags all rows if there are few, in the transaction of a change. A server does the rest in the background.</summary>
    public async Task CompleteIfFewAsync(CancellationToken cancellationToken)
    {
        if (!sealer.AllRowsTagged
            && await session.CountAsync("SELECT COALESCE(SUM(t.total), 0) FROM secret_totals t", cancellationToken) <= Few)
        {
            var last = "";
            while (last is not null)
            {
                last = await TagAsync(last, (int)Few, cancellationToken);
            }

            await sealer.RecordAllRowsTaggedAsync(session, cancellationToken);
        }
    }

    /// <summary>Tags the rows that follow one, in the order of their ids.</summary>
    /// <param name="after">The id of the last row that was looked at; empty at the beginning.</param>
    /// <param name="limit">How many rows to look at.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>The id of the last row that was looked at; null if no row follows.</returns>
    public async Task<string?> TagAsync(string after, int limit, CancellationToken cancellationToken)
    {
        await sealer.EnsureUsableAsync(session, cancellationToken);
        var rows = await TaggedSecret.ReadPageAsync(session, after, limit, cancellationToken);
        foreach (var (_, secret, tag) in rows)
        {
            // A row that cannot be read stays without a tag, so its values cannot be read either.
            if (tag is null && secret is not null)
            {
                await session.ExecuteAsync("UPDATE secrets SET tag = @tag WHERE id = @id AND tag IS NULL", cancellationToken,
                    ("@tag", SecretTag.Make(sealer, secret)), ("@id", secret.Id.ToStored()));
            }
        }

        return rows.Count == limit ? rows[^1].Id : null;
    }
}
