using System.Globalization;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Writing;

/// <summary>A statement that inserts so many rows at once.</summary>
internal sealed class MultipleInsert
{
    private readonly string[] names;

    /// <summary>Makes its text.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">How many rows.</param>
    public MultipleInsert(string table, IReadOnlyList<string> columns, int rows)
    {
        names = [.. Enumerable.Range(0, rows * columns.Count).Select(index => string.Create(CultureInfo.InvariantCulture, $"@p{index}"))];
        Sql = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES "
            + $"{string.Join(", ", names.Chunk(columns.Count).Select(row => $"({string.Join(", ", row)})"))}";
    }

    /// <summary>The statement.</summary>
    public string Sql { get; }

    /// <summary>Its parameters for rows of values in the order of the columns.</summary>
    public SqlParameter[] Parameters(IEnumerable<object?[]> rows)
    {
        var parameters = new SqlParameter[names.Length];
        var index = 0;
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                parameters[index] = (names[index], value);
                index++;
            }
        }

        return parameters;
    }
}
