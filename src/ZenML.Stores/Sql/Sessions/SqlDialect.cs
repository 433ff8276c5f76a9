namespace ZenML.Stores.Sql.Sessions;

/// <summary>The words in which the databases differ. Everything else in a statement is the same for all.</summary>
internal abstract class SqlDialect
{
    // What marks the lines of a migration that are for one database alone.
    private static readonly string[] Names = ["sqlite", "postgresql", "mysql"];

    /// <summary>Whether a text can hold the character NUL.</summary>
    public virtual bool HoldsNul => true;

    /// <summary>How many rows one statement should insert: many where each statement goes over the network.</summary>
    public virtual int RowsPerInsert => 100;

    /// <summary>The query that gives the texts of a JSON array, the parameter <c>@in</c>; null where many parameters are no
    /// slower.</summary>
    public virtual string? ListOfJson => null;

    /// <summary>Whether the database reads pages without checking that they are what was written. PostgreSQL (with its checksums) and
    /// InnoDB check.</summary>
    public virtual bool ReadsUncheckedPages => false;

    private protected abstract string Name { get; }

    /// <summary>What the words in braces of a migration mean.</summary>
    private protected abstract IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>The condition that a column is like a pattern, whatever the case of ASCII letters, and of no others. In the pattern
    /// <c>!</c> makes the next
    /// character mean itself.</summary>
    /// <param name="column">The column.</param>
    /// <param name="parameter">The name of the parameter that has the pattern.</param>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The condition, and the value for the parameter.</returns>
    public abstract (string Condition, string Pattern) Like(string column, string parameter, string pattern);

    /// <summary>What follows a column and its direction in <c>ORDER BY</c>, so that no value is the smallest one, as SQLite and MySQL
    /// have it anyway.</summary>
    public virtual string NoValueIsSmallest(bool descending) => "";

    /// <summary>The text that follows from several, as an expression.</summary>
    /// <param name="texts">Expressions, none of which is null.</param>
    public virtual string Concatenate(params IReadOnlyList<string> texts) => $"CONCAT({string.Join(", ", texts)})";

    /// <summary>The statements of a migration in the words of this database.</summary>
    /// <param name="template">
    /// The statements, with the words <c>{id}</c>, <c>{name}</c>, <c>{text}</c>, <c>{integer}</c> and <c>{bytes}</c> for types,
    /// <c>{table}</c> at the end of a
    /// table, <c>{new_id}</c> for a fresh id. A line that begins with <c>{sqlite}</c>, <c>{postgresql}</c> or <c>{mysql}</c> is for that
    /// database alone.
    /// </param>
    public string Expand(string template)
    {
        var lines = template.ReplaceLineEndings("\n").Split('\n')
            .Where(line => !Names.Any(name => name != Name && line.StartsWith($"{{{name}}}", StringComparison.Ordinal)));
        return Words.Append(new($"{Name}", "")).Aggregate(
            string.Join('\n', lines), (text, word) => text.Replace($"{{{word.Key}}}", word.Value, StringComparison.Ordinal));
    }
}
