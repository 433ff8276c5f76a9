using ZenML.Core.Runs.Artifacts;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads the tags of resources.</summary>
internal sealed class Tags(SqlSession session)
{
    /// <summary>The SQL of a field that compares the tags of a resource.</summary>
    public static string Field(string idColumn) =>
        $"EXISTS (SELECT 1 FROM tag_uses tu JOIN tags t ON t.id = tu.tag_id WHERE tu.resource_id = {idColumn} AND t.name {{}})";

    public async Task<ILookup<Guid, Tag>> ListAsync(IEnumerable<Guid> resources, CancellationToken cancellationToken) =>
        (await session.QueryByIdsAsync(
            resources.Select(resource => resource.ToStored()),
            list =>
                $"""
                SELECT tu.resource_id, {TagRows.Columns}
                FROM tag_uses tu JOIN tags t ON t.id = tu.tag_id WHERE tu.resource_id IN ({list})
                ORDER BY COALESCE(tu.attached, 0), t.created, t.id
                """,
            row => (Resource: row.Id<Tag>().Value, Tag: TagRows.Map(row)),
            cancellationToken)).ToLookup(row => row.Resource, row => row.Tag);
}
