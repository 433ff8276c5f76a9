using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class TagRepository(SqlSession session) : ITagRepository
{
    private const string Select = $"SELECT {TagRows.Columns} FROM tags t";

    private static readonly ListSql List = new(Select, "tags t", "t", new Dictionary<string, string>
    {
        ["id"] = "t.id {}", ["created"] = "t.created {}", ["updated"] = "t.updated {}", ["name"] = "t.name {}",
        ["color"] = $"{TagRows.Color} {{}}",
    }, null);

    public Task<Tag?> FindByIdAsync(Id<Tag> id, CancellationToken cancellationToken) =>
        session.FindAsync($"{Select} WHERE t.id = @id", Map, cancellationToken, ("@id", id.ToStored()));

    public Task<Tag?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        session.FindAsync($"{Select} WHERE t.name = @name", Map, cancellationToken, ("@name", name));

    public Task<Page<Tag>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, Map, cancellationToken);

    public Task AddAsync(Tag tag, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO tags (id, name, color, created, updated) VALUES (@id, @name, @color, @created, @updated)", cancellationToken,
        [.. Changing(tag), ("@created", tag.Created.ToStored())]);

    public Task UpdateAsync(Tag tag, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE tags SET name = @name, color = @color, updated = @updated WHERE id = @id", cancellationToken, Changing(tag));

    public async Task DeleteAsync(Id<Tag> id, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("DELETE FROM tag_uses WHERE tag_id = @id", cancellationToken, ("@id", id.ToStored()));
        await session.ExecuteAsync("DELETE FROM tags WHERE id = @id", cancellationToken, ("@id", id.ToStored()));
    }

    public async Task AttachAsync(Guid resource, IReadOnlyCollection<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (position, name) in names.Distinct().Index())
        {
            // One microsecond apart, so that lists show new tags in the order in which they were given.
            var time = now.AddMicroseconds(position);
            var tag = await FindByNameAsync(name, cancellationToken);
            if (tag is null)
            {
                tag = new Tag(Id<Tag>.New(), name, 0, time, time) { Color = TagColors.Random() };
                await AddAsync(tag, cancellationToken);
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

    public async Task DetachAsync(Guid resource, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            var (list, parameters) = InList.Of(session.Dialect, names.Distinct());
            await session.ExecuteAsync(
                $"DELETE FROM tag_uses WHERE resource_id = @resource AND tag_id IN (SELECT t.id FROM tags t WHERE t.name IN ({list}))",
                cancellationToken, [("@resource", resource.ToStored()), .. parameters]);
        }
    }

    private static SqlParameter[] Changing(Tag tag) =>
        [("@id", tag.Id.ToStored()), ("@name", tag.Name), ("@color", tag.Color), ("@updated", tag.Updated.ToStored())];

    private static Tag Map(DbDataReader reader) => TagRows.Map(new(reader));
}
