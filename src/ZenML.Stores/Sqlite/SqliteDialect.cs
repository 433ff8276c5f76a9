using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sqlite;

/// <summary>The words of SQLite. Rows lie in the order of their keys, so that one search finds one by its id instead of two. Its text
/// compares byte by byte, and its <c>LIKE</c> overlooks the case of ASCII letters alone.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static SqliteDialect Instance { get; } = new();

    // A statement that is kept costs next to nothing to run again, and SQLite looks for each parameter by its name, from the first one on.
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

    public override (string Condition, string Pattern) Like(string column, string parameter, string pattern) =>
        ($"{column} LIKE {parameter} ESCAPE '!'", pattern);
}
