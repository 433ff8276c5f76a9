using System.Data.Common;
using System.Globalization;
using System.Numerics;

namespace ZenML.Stores.Sql.Querying;

/// <summary>The values of an <c>IN</c> as parameters.</summary>
internal static class InList
{
    // Fewer than any database's limit of parameters.
    private const int ValuesPerQuery = 500;

    /// <summary>Rows by any number of values, asked for some at a time.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="select">The query, up to and with <c>IN</c>.</param>
    /// <param name="values">The values.</param>
    /// <param name="map">Reads a row.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(
        SqlSession session, string select, IEnumerable<string> values, Func<DbDataReader, TRow> map, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        foreach (var some in values.Chunk(ValuesPerQuery))
        {
            var (list, parameters) = Of(some);
            rows.AddRange(await session.QueryAsync($"{select} ({list})", map, cancellationToken, parameters));
        }

        return rows;
    }

    /// <summary>The list to stand between the parentheses, and its parameters.</summary>
    /// <remarks>The last value is repeated up to a power of two, so that few texts are ever run, each often, and databases keep their plans.</remarks>
    public static (string List, SqlParameter[] Parameters) Of(IEnumerable<string> values)
    {
        var some = values.ToArray();
        var length = some.Length == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)some.Length);
        SqlParameter[] parameters =
            [.. Enumerable.Range(0, length).Select(index =>
                new SqlParameter(string.Create(CultureInfo.InvariantCulture, $"@in{index}"), some[Math.Min(index, some.Length - 1)]))];
        return (string.Join(", ", parameters.Select(parameter => parameter.Name)), parameters);
    }
}
