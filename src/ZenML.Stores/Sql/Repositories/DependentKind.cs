using System.Data.Common;
using ZenML.Core.Persistence;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>One kind of resources that are deleted together with another.</summary>
/// <param name="ResourceType">What they are, as the audit calls them.</param>
/// <param name="Table">Their table.</param>
/// <param name="Condition">Which of them belong to <c>@owner</c>.</param>
/// <param name="Name">Their name.</param>
/// <param name="Qualifier">Distinguishes two of one name.</param>
internal sealed record DependentKind(string ResourceType, string Table, string Condition, string Name, string Qualifier = "''")
{
    /// <summary>Makes a name for the audit from <see cref="Name"/> and <see cref="Qualifier"/>.</summary>
    public Func<string?, string?, string> Describe { get; init; } = (name, _) => name ?? "";

    /// <summary>The workspace that each of them belongs to.</summary>
    public string WorkspaceOf { get; init; } = "r.workspace_id";

    /// <summary>Lists them in the order of their ids, after one of them.</summary>
    public string Select => field ??=
        $"""
        SELECT r.id, {Name}, {Qualifier}, {WorkspaceOf} FROM (SELECT * FROM {Table} WHERE {Condition}) r
        WHERE r.id > @after ORDER BY r.id LIMIT @limit
        """;

    /// <summary>Reads a row of <see cref="Select"/>.</summary>
    public DependentRow Map(DbDataReader reader) =>
        new(
            ResourceType,
            reader.GetId<DependentRow>(0).Value,
            Describe(reader.GetTextOrNull(1), reader.GetTextOrNull(2)),
            reader.GetIdOrNull<Workspace>(3));
}
