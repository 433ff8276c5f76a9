using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Queries for everything that belongs to many rows.</summary>
internal static class BatchedQueries
{
    // Well below the number of parameters that every database allows.
    private const int IdsPerQuery = 1_000;

    /// <summary>Sends one query for every thousand ids, whatever the number of rows.</summary>
    public static async Task<List<TRow>> QueryByIdsAsync<TRow>(
        this SqlSession session,
        IEnumerable<string> ids,
        Func<string, string> sql,
        Func<RowCursor, TRow> map,
        CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        foreach (var some in ids.Distinct().Chunk(IdsPerQuery))
        {
            var (list, parameters) = InList.Of(session.Dialect, some);
            rows.AddRange(await session.QueryAsync(sql(list), reader => map(new RowCursor(reader)), cancellationToken, parameters));
        }

        return rows;
    }

    /// <summary>The rows of a key. Without rows it is always the same list, so that records without details are equal.</summary>
    public static IReadOnlyList<TRow> ListOf<TKey, TRow>(this ILookup<TKey, TRow> rows, TKey key) =>
        rows.Contains(key) ? [.. rows[key]] : Array.Empty<TRow>();
}
