using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sqlite;

/// <summary>
/// The words of SQLite. Rows are stored in the order of their keys, so one search finds a row by its id, not two. Text is
/// compared byte by byte, and <c>LIKE</c> ignores the case of ASCII letters alone.
/// </summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static SqliteDialect Instance { get; } = new();

    // A cached statement costs next to nothing to run again, and SQLite looks for each parameter by its name, from the first one on.
    public override int RowsPerInsert => 1;

    public override bool ReadsUncheckedPages => true;

    public override string? ListOfJson => "SELECT i.value FROM json_each(@in) i";

    private protected override string Name => "sqlite";

    private protected override IReadOnlyDictionary<string, string> Words => new Dictionary<string, string>
    {
        ["id"] = "TEXT", ["name"] = "TEXT", ["text"] = "TEXT", ["integer"] = "INTEGER", ["bytes"] = "BLOB",
        ["table"] = "STRICT, WITHOUT ROWID",
        ["new_id"] = "lower(hex(randomblob(16)))",
    };

    public override string Concatenate(params IReadOnlyList<string> texts) => $"({string.Join(" || ", texts)})";

    public override (string Condition, string Pattern) Like(string column, string parameter, string pattern) =>
        ($"{column} LIKE {parameter} ESCAPE '!'", pattern);
}
