using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Servers.MySql;

/// <summary>The words of MySQL and MariaDB.</summary>
/// <param name="isMariaDb">Which of the two it is: the collation that compares code points, trailing blanks included,
/// has another name in each.</param>
internal sealed class MySqlDialect(bool isMariaDb) : SqlDialect
{
    private protected override string Name => "mysql";

    private protected override IReadOnlyDictionary<string, string> Words => new Dictionary<string, string>
    {
        // 255 characters of four bytes, beside two ids, are what an index takes.
        ["id"] = "VARCHAR(32)", ["name"] = "VARCHAR(255)", ["text"] = "LONGTEXT", ["integer"] = "BIGINT", ["bytes"] = "LONGBLOB",
        ["table"] = "ENGINE = InnoDB ROW_FORMAT = DYNAMIC CHARACTER SET utf8mb4 COLLATE "
            + (isMariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin"),
        ["new_id"] = "REPLACE(UUID(), '-', '')",
    };

    /// <remarks>
    /// There is no collation that overlooks the case of ASCII letters alone. So those in the pattern are made small,
    /// and the same ones in the column. The column is never compared as it stands: MariaDB would search its index for a
    /// range, and under a collation without padding that range leaves out the value that is just the beginning asked for.
    /// </remarks>
    public override (string Condition, string Pattern) Like(string column, string parameter, string pattern)
    {
        var small = string.Concat(pattern.Select(
            character => char.IsAsciiLetterUpper(character) ? char.ToLowerInvariant(character) : character));
        var lowered = small.Where(char.IsAsciiLetterLower).Distinct()
            .Aggregate($"CONCAT({column}, '')", (text, letter) => $"REPLACE({text}, '{char.ToUpperInvariant(letter)}', '{letter}')");
        return ($"{lowered} LIKE {parameter} ESCAPE '!'", small);
    }
}
