using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using ZenML.Core.Text;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Querying;

/// <summary>The values of an <c>IN</c> as parameters.</summary>
internal static class InList
{
    private const string DefaultName = "@in";

    // Fewer than any database's limit of parameters.
    private const int ValuesPerQuery = 500;

    // Up to here a parameter each costs less than reading a list.
    private const int FewValues = 8;

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
            var (list, parameters) = Of(session.Dialect, some);
            rows.AddRange(await session.QueryAsync($"{select} ({list})", map, cancellationToken, parameters));
        }

        return rows;
    }

    /// <summary>The list between the parentheses, and its parameters.</summary>
    /// <param name="dialect">The words of the database.</param>
    /// <param name="values">The values.</param>
    /// <param name="name">What the names of the parameters begin with, if a statement has several lists.</param>
    public static (string List, SqlParameter[] Parameters) Of(
        SqlDialect dialect, IEnumerable<string> values, string name = DefaultName)
    {
        var some = values.ToArray();

        return dialect.ListOfJson is { } list && some.Length > FewValues && some.All(SurvivesJson)
            ? (list.Replace(DefaultName, name, StringComparison.Ordinal), [new SqlParameter(name, WriteJson(some))])
            : OfParameters(some, name);
    }

    /// <remarks>
    /// JSON has an escape for NUL, but a database may take it for the end of the text; and what is not valid Unicode
    /// would become other text.
    /// </remarks>
    private static bool SurvivesJson(string value) => UnicodeText.IsWellFormed(value) && !value.Contains('\0', StringComparison.Ordinal);

    /// <remarks>
    /// The last value is repeated up to a power of two, so that few texts are ever run, each often, and databases keep
    /// their plans.
    /// </remarks>
    private static (string List, SqlParameter[] Parameters) OfParameters(string[] some, string name)
    {
        var length = some.Length == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)some.Length);
        SqlParameter[] parameters =
            [.. Enumerable.Range(0, length).Select(index =>
                new SqlParameter(string.Create(CultureInfo.InvariantCulture, $"{name}{index}"), some[Math.Min(index, some.Length - 1)]))];
        return (string.Join(", ", parameters.Select(parameter => parameter.Name)), parameters);
    }

    private static string WriteJson(string[] values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
