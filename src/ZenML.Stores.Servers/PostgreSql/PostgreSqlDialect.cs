using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers.PostgreSql;

/// <summary>
/// The words of PostgreSQL. The collation <c>C</c> compares text byte by byte, and knows the case of ASCII letters
/// alone.
/// </summary>
internal sealed class PostgreSqlDialect : SqlDialect
{
    private const string Text = "text COLLATE \"C\"";

    public override bool HoldsNul => false;

    public override string Shadow => "{table} AS NOT MATERIALIZED (SELECT * FROM {table}";

    private protected override string Name => "postgresql";

    private protected override IReadOnlyDictionary<string, string> Words => new Dictionary<string, string>
    {
        ["id"] = Text, ["name"] = Text, ["text"] = Text, ["integer"] = "bigint", ["bytes"] = "bytea", ["table"] = "",
        ["new_id"] = "replace(gen_random_uuid()::text, '-', '')",
    };

    public override (string Condition, string Pattern) Like(string column, string parameter, string pattern) =>
        ($"{column} ILIKE {parameter} ESCAPE '!'", pattern);

    public override string NoValueIsSmallest(bool descending) => descending ? " NULLS LAST" : " NULLS FIRST";
}
