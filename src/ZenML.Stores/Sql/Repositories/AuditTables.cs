using ZenML.Core.Auditing.Chains;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>The tables of a database's audit.</summary>
/// <param name="Chain">The chain of the table that records are added to.</param>
/// <param name="Schema">What is before the names of the tables that are written.</param>
/// <param name="Listed">What is listed: a table, or a query in parentheses.</param>
/// <param name="Chains">The schemas of all chains.</param>
internal sealed record AuditTables(
    string Chain, string Schema, string Listed, IReadOnlyDictionary<string, string> Chains)
{
    private const string Shared = "id, created, user_id, user_name, action, resource_type, resource_id, resource_name, address, outcome, "
        + "bare_name, resource_scope, owner_id, workspace_id, part_of, part_count, chain_position, chain_hash";

    /// <summary>All in one table.</summary>
    public static AuditTables One { get; } = new(
        AuditChain.Main, "", "audit_events", new Dictionary<string, string> { [AuditChain.Main] = "" });

    /// <summary>Records of reads in a file of their own, which has the database beside it.</summary>
    public static AuditTables OfReads { get; } = new(
        AuditChain.Reads,
        "main.",
        $"(SELECT {Shared}, 1 AS event_count, NULL AS changed_keys, NULL AS count_tag FROM main.audit_events "
            + $"UNION ALL SELECT {Shared}, event_count, changed_keys, count_tag FROM store.audit_events)",
        new Dictionary<string, string> { [AuditChain.Main] = "store.", [AuditChain.Reads] = "main." });

    /// <summary>The table that records are added to.</summary>
    public string Written { get; } = $"{Schema}audit_events";

    /// <summary>Whether the table that records are added to has their number. A read is always one.</summary>
    public bool HasCount => Chain == AuditChain.Main;

    /// <summary>The columns of a record of one table, in the order in which <see cref="AuditRows"/> reads them.</summary>
    /// <param name="alias">The alias of the table.</param>
    /// <param name="hasCount">Whether the table has numbers of records.</param>
    public static string Columns(string alias, bool hasCount)
    {
        var shared = Shared.Replace(", ", $", {alias}.", StringComparison.Ordinal);
        return $"{alias}.{shared}, "
            + (hasCount ? $"{alias}.event_count, {alias}.changed_keys, {alias}.count_tag" : "1, NULL, NULL");
    }
}
