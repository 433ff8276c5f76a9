using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Queries for what belongs to many rows at once.</summary>
internal static class IdQueries
{
    // Well below the least number of parameters that any database takes.
    private const int IdsPerQuery = 1_000;

    /// <summary>One query for every thousand ids, whatever the number of rows.</summary>
    public static async Task<List<TRow>> QueryByIdsAsync<TRow>(
        this SqlSession session, IEnumerable<string> ids, Func<string, string> sql, Func<RowCursor, TRow> map, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        foreach (var some in ids.Distinct().Chunk(IdsPerQuery))
        {
            var (list, parameters) = InList.Of(session.Dialect, some);
            rows.AddRange(await session.QueryAsync(sql(list), reader => map(new RowCursor(reader)), cancellationToken, parameters));
        }

        return rows;
    }
}
