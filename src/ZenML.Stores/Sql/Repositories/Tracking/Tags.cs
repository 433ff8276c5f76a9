using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>The tags of artifacts and their versions.</summary>
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
                SELECT tu.resource_id, t.id, t.name, (SELECT COUNT(*) FROM tag_uses every WHERE every.tag_id = t.id), t.created, t.updated
                FROM tag_uses tu JOIN tags t ON t.id = tu.tag_id WHERE tu.resource_id IN ({list}) ORDER BY t.created, t.id
                """,
            row => (Resource: row.Id<Tag>().Value, Tag: new Tag(row.Id<Tag>(), row.Text(), row.Number(), row.Time(), row.Time())),
            cancellationToken)).ToLookup(row => row.Resource, row => row.Tag);

    public async Task AddAsync(Guid resource, IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var name in names.Distinct())
        {
            var id = await FindAsync(name, cancellationToken);
            if (id is null)
            {
                id = Id<Tag>.New().ToStored();
                await session.ExecuteAsync(
                    "INSERT INTO tags (id, name, created, updated) VALUES (@id, @name, @now, @now)",
                    cancellationToken, ("@id", id), ("@name", name), ("@now", now.ToStored()));
            }

            await session.ExecuteAsync(
                """
                INSERT INTO tag_uses (resource_id, tag_id)
                SELECT @resource, t.id FROM tags t
                WHERE t.id = @tag
                    AND NOT EXISTS (SELECT 1 FROM tag_uses tu WHERE tu.resource_id = @resource AND tu.tag_id = @tag)
                """,
                cancellationToken, ("@resource", resource.ToStored()), ("@tag", id));
        }
    }

    public async Task RemoveAsync(Guid resource, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            var (list, parameters) = InList.Of(session.Dialect, names.Distinct());
            await session.ExecuteAsync(
                $"DELETE FROM tag_uses WHERE resource_id = @resource AND tag_id IN (SELECT t.id FROM tags t WHERE t.name IN ({list}))",
                cancellationToken, [("@resource", resource.ToStored()), .. parameters]);
        }
    }

    private Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        session.FindAsync(
            "SELECT t.id FROM tags t WHERE t.name = @name", reader => reader.GetString(0), cancellationToken, ("@name", name));
}
