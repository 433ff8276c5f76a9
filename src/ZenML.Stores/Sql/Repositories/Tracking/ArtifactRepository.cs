using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class ArtifactRepository(SqlSession session) : IArtifactRepository
{
    private const string Select = $"SELECT {ArtifactRows.Columns} FROM artifacts a {ArtifactRows.Joins}";

    // Rows that refer to other rows are deleted before them.
    private static readonly string[] Deletions =
    [
        .. TrackingDeletions.OfArtifactVersions("artifact_id = @artifact"),
        "DELETE FROM tag_uses WHERE resource_id = @artifact",
        "DELETE FROM artifacts WHERE id = @artifact",
    ];

    private static readonly ListSql List = new(Select, "artifacts a", "a", new Dictionary<string, string>
    {
        ["id"] = "a.id {}", ["created"] = "a.created {}", ["updated"] = "a.updated {}", ["name"] = "a.name {}",
        ["has_custom_name"] = "a.has_custom_name {}",
        ["tag"] = Tags.Field("a.id"),
    }, null);

    private readonly Tags tags = new(session);

    public Task<Artifact?> FindByIdAsync(Id<Artifact> id, CancellationToken cancellationToken) =>
        FindAsync("a.id = @id", ("@id", id.ToStored()), cancellationToken);

    public Task<Artifact?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        FindAsync("a.name = @name", ("@name", name), cancellationToken);

    public async Task<Page<Artifact>> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, Map, cancellationToken);
        return page with { Items = await WithTagsAsync(page.Items, cancellationToken) };
    }

    public Task AddAsync(Artifact artifact, CancellationToken cancellationToken) => session.ExecuteAsync(
        "INSERT INTO artifacts (id, name, has_custom_name, created, updated) VALUES (@id, @name, @custom, @created, @updated)",
        cancellationToken,
        ("@id", artifact.Id.ToStored()), ("@name", artifact.Name), ("@custom", artifact.HasCustomName ? 1L : 0L),
        ("@created", artifact.Created.ToStored()), ("@updated", artifact.Updated.ToStored()));

    public Task UpdateAsync(Artifact artifact, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE artifacts SET name = @name, has_custom_name = @custom, updated = @updated WHERE id = @id", cancellationToken,
        ("@id", artifact.Id.ToStored()), ("@name", artifact.Name), ("@custom", artifact.HasCustomName ? 1L : 0L),
        ("@updated", artifact.Updated.ToStored()));

    public async Task DeleteAsync(Id<Artifact> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in Deletions)
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@artifact", id.ToStored()));
        }
    }

    public async Task<IReadOnlyList<Artifact>> ListWithoutVersionsAsync(
        int limit, CancellationToken cancellationToken) => await session.QueryAsync(
        $"""
        {Select} WHERE NOT EXISTS (SELECT 1 FROM artifact_versions v WHERE v.artifact_id = a.id)
        ORDER BY a.created, a.id LIMIT @limit
        """,
        Map, cancellationToken, ("@limit", (long)limit));

    private async Task<Artifact?> FindAsync(string condition, SqlParameter parameter, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE {condition}", Map, cancellationToken, parameter) is { } artifact
            ? (await WithTagsAsync([artifact], cancellationToken))[0]
            : null;

    private async Task<IReadOnlyList<Artifact>> WithTagsAsync(IReadOnlyList<Artifact> artifacts, CancellationToken cancellationToken)
    {
        var byResource = await tags.ListAsync(artifacts.Select(artifact => artifact.Id.Value), cancellationToken);
        return [.. artifacts.Select(artifact => artifact with { Tags = byResource.ListOf(artifact.Id.Value) })];
    }

    private static Artifact Map(DbDataReader reader) => ArtifactRows.Map(new(reader));
}
