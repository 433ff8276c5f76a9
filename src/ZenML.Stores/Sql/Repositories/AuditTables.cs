namespace ZenML.Stores.Sql.Repositories;

/// <summary>The tables of a database's audit.</summary>
/// <param name="Written">The table that records are added to.</param>
/// <param name="Listed">What is listed: a table, or a query in parentheses.</param>
/// <param name="HasCount">Whether the table that records are added to has their number. A read is always one.</param>
internal sealed record AuditTables(string Written, string Listed, bool HasCount)
{
    /// <summary>All in one table.</summary>
    public static AuditTables One { get; } = new("audit_events", "audit_events", HasCount: true);

    /// <summary>Records of reads in a file of their own, which has the database beside it.</summary>
    public static AuditTables OfReads { get; } = new(
        "main.audit_events",
        "(SELECT r.*, 1 AS event_count FROM main.audit_events r UNION ALL SELECT c.* FROM store.audit_events c)",
        HasCount: false);
}
