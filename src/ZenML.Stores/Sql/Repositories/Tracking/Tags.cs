using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>The tags of artifacts and their versions.</summary>
internal sealed class Tags(SqlSession session)
{
    private readonly TagRepository repository = new(session);

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

    public async Task AddAsync(Guid resource, IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (position, name) in names.Distinct().Index())
        {
            // One microsecond apart, so that lists show new tags in the order in which they were given.
            var time = now.AddMicroseconds(position);
            var tag = await repository.FindByNameAsync(name, cancellationToken);
            if (tag is null)
            {
                tag = new Tag(Id<Tag>.New(), name, 0, time, time) { Color = TagColors.Random() };
                await repository.AddAsync(tag, cancellationToken);
            }

            await session.ExecuteAsync(
                """
                INSERT INTO tag_uses (resource_id, tag_id, attached)
                SELECT @resource, t.id, @attached FROM tags t
                WHERE t.id = @tag
                    AND NOT EXISTS (SELECT 1 FROM tag_uses tu WHERE tu.resource_id = @resource AND tu.tag_id = @tag)
                """,
                cancellationToken,
                ("@resource", resource.ToStored()), ("@tag", tag.Id.ToStored()), ("@attached", time.ToStored()));
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
}
