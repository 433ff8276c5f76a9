using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Models;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class ModelVersionRepository(SqlSession session) : IModelVersionRepository
{
    private const string Select =
        $"""
        SELECT mv.id, mv.number, mv.name, mv.description, mv.stage, mv.workspace_id, w.name, mv.user_id, u.name, mv.created, mv.updated,
            {ModelRows.Columns}
        FROM model_versions mv JOIN models m ON m.id = mv.model_id {ModelRows.Joins}
        LEFT JOIN workspaces w ON w.id = mv.workspace_id LEFT JOIN users u ON u.id = mv.user_id
        """;

    private static readonly ListSql List = new(Select, "model_versions mv", "mv", new Dictionary<string, string>
    {
        ["id"] = "mv.id {}", ["created"] = "mv.created {}", ["updated"] = "mv.updated {}", ["name"] = "mv.name {}",
        ["workspace_id"] = "mv.workspace_id {}", ["user_id"] = "mv.user_id {}",
        ["number"] = "mv.number {}", ["stage"] = "mv.stage {}", ["tag"] = Tags.Field("mv.id"),
    }, "mv.workspace_id = @workspace");

    public async Task<ModelVersion?> FindByIdAsync(Id<ModelVersion> id, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE mv.id = @id", reader => Map(new(reader)), cancellationToken, ("@id", id.ToStored()))
            is { } version
            ? (await WithDetailsAsync([version], withMetadata: true, cancellationToken))[0]
            : null;

    public async Task<Id<Workspace>?> FindWorkspaceAsync(Id<ModelVersion> id, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            "SELECT m.workspace_id FROM model_versions mv JOIN models m ON m.id = mv.model_id WHERE mv.id = @id",
            reader => reader.GetId<Workspace>(0), cancellationToken, ("@id", id.ToStored())) is [var workspace]
            ? workspace
            : null;

    public Task<Id<ModelVersion>?> FindByNameAsync(Id<Model> model, string name, CancellationToken cancellationToken) =>
        FindIdAsync("mv.name = @value", model, name, cancellationToken);

    public async Task<IReadOnlySet<string>> FindNamesAsync(
        Id<Model> model, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var (list, parameters) = InList.Of(session.Dialect, names);
        var taken = await session.QueryAsync(
            $"SELECT mv.name FROM model_versions mv WHERE mv.model_id = @model AND mv.name IN ({list})",
            reader => reader.GetString(0),
            cancellationToken,
            [("@model", model.ToStored()), .. parameters]);
        return taken.ToHashSet(StringComparer.Ordinal);
    }

    public Task<Id<ModelVersion>?> FindByNumberAsync(Id<Model> model, long number, CancellationToken cancellationToken) =>
        FindIdAsync("mv.number = @value", model, number, cancellationToken);

    public Task<long> GetHighestNumberAsync(Id<Model> model, CancellationToken cancellationToken) => session.CountAsync(
        "SELECT COALESCE(MAX(mv.number), 0) FROM model_versions mv WHERE mv.model_id = @model",
        cancellationToken,
        ("@model", model.ToStored()));

    public async Task<IReadOnlyList<ResourceReference<ModelVersion>>> FindByStageAsync(
        Id<Model> model, string stage, CancellationToken cancellationToken) => await session.QueryAsync(
        "SELECT mv.id, mv.name FROM model_versions mv WHERE mv.model_id = @model AND mv.stage = @stage ORDER BY mv.number",
        reader => new RowCursor(reader).ResourceReference<ModelVersion>(),
        cancellationToken,
        ("@model", model.ToStored()), ("@stage", stage));

    public async Task<Page<ModelVersion>> ListAsync(
        Id<Model>? model, ResourceQuery query, bool withMetadata, CancellationToken cancellationToken)
    {
        var page = await (List with { Confinement = TaggedLists.Confine(query, "mv.id") }).ReadPageAsync(
            session,
            query,
            model is null ? null : "mv.model_id = @model",
            model is { } id ? [("@model", id.ToStored())] : [],
            reader => Map(new(reader)),
            cancellationToken);
        return page with { Items = await WithDetailsAsync(page.Items, withMetadata, cancellationToken) };
    }

    public Task AddAsync(ModelVersion version, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO model_versions (id, model_id, number, name, description, stage, workspace_id, user_id, created, updated)
        VALUES (@id, @model, @number, @name, @description, @stage, @workspace, @user, @created, @updated)
        """,
        cancellationToken,
        ("@id", version.Id.ToStored()), ("@model", version.Model.Id.ToStored()), ("@number", version.Number), ("@name", version.Name),
        ("@description", version.Description), ("@stage", version.Stage), ("@workspace", version.Workspace.Id.ToStored()),
        ("@user", version.User.Id.ToStored()), ("@created", version.Created.ToStored()), ("@updated", version.Updated.ToStored()));

    public Task UpdateAsync(ModelVersion version, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE model_versions SET name = @name, description = @description, stage = @stage, updated = @updated WHERE id = @id",
        cancellationToken,
        ("@id", version.Id.ToStored()), ("@name", version.Name), ("@description", version.Description), ("@stage", version.Stage),
        ("@updated", version.Updated.ToStored()));

    public Task SetStageAsync(Id<ModelVersion> version, string stage, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE model_versions SET stage = @stage, updated = @updated WHERE id = @id",
            cancellationToken,
            ("@id", version.ToStored()), ("@stage", stage), ("@updated", now.ToStored()));

    public async Task DeleteAsync(Id<ModelVersion> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in TrackingDeletions.OfModelVersions("id = @version"))
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@version", id.ToStored()));
        }
    }

    private async Task<Id<ModelVersion>?> FindIdAsync(
        string condition, Id<Model> model, object value, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            $"SELECT mv.id FROM model_versions mv WHERE mv.model_id = @model AND {condition}",
            reader => new RowCursor(reader).Id<ModelVersion>(),
            cancellationToken,
            ("@model", model.ToStored()), ("@value", value)) is [var id, ..]
            ? id
            : null;

    private async Task<IReadOnlyList<ModelVersion>> WithDetailsAsync(
        IReadOnlyList<ModelVersion> versions, bool withMetadata, CancellationToken cancellationToken)
    {
        var ids = versions.Select(version => version.Id.ToStored()).ToArray();
        var artifacts = await ListArtifactsAsync(ids, cancellationToken);
        var runs = await ListRunsAsync(ids, cancellationToken);
        var tags = await new Tags(session).ListAsync(
            versions.SelectMany(version => new[] { version.Id.Value, version.Model.Id.Value }), cancellationToken);
        var metadata = await new RunMetadataRepository(session).ListAsync(
            withMetadata ? versions.Select(version => version.Id.Value) : [], cancellationToken);
        return
        [
            .. versions.Select(version => version with
            {
                Tags = tags.ListOf(version.Id.Value),
                Model = version.Model with { Tags = tags.ListOf(version.Model.Id.Value) },
                Artifacts = artifacts.ListOf(version.Id),
                Runs = runs.ListOf(version.Id),
                Metadata = metadata.ListOf(version.Id.Value),
            }),
        ];
    }

    private async Task<ILookup<Id<ModelVersion>, LinkedArtifact>> ListArtifactsAsync(
        string[] versions, CancellationToken cancellationToken) => (await session.QueryByIdsAsync(
        versions,
        list =>
            $"""
            SELECT l.model_version_id, l.kind, a.name, v.version, v.id
            FROM model_version_artifacts l JOIN artifact_versions v ON v.id = l.artifact_version_id
            JOIN artifacts a ON a.id = v.artifact_id
            WHERE l.model_version_id IN ({list}) ORDER BY l.created, l.id
            """,
        row => (
            Version: row.Id<ModelVersion>(),
            Artifact: new LinkedArtifact(ArtifactKinds.Parse(row.Text()), row.Text(), row.Text(), row.Id<ArtifactVersion>())),
        cancellationToken)).ToLookup(row => row.Version, row => row.Artifact);

    private async Task<ILookup<Id<ModelVersion>, ResourceReference<PipelineRun>>> ListRunsAsync(
        string[] versions, CancellationToken cancellationToken) => (await session.QueryByIdsAsync(
        versions,
        list =>
            $"""
            SELECT l.model_version_id, r.id, r.name FROM model_version_runs l JOIN pipeline_runs r ON r.id = l.run_id
            WHERE l.model_version_id IN ({list}) ORDER BY l.created, l.id
            """,
        row => (Version: row.Id<ModelVersion>(), Run: row.ResourceReference<PipelineRun>()),
        cancellationToken)).ToLookup(row => row.Version, row => row.Run);

    private static ModelVersion Map(RowCursor row) => new()
    {
        Id = row.Id<ModelVersion>(),
        Number = row.Number(),
        Name = row.Text(),
        Description = row.TextOrNull(),
        Stage = row.TextOrNull(),
        Workspace = row.ResourceReference<Workspace>(),
        User = row.ResourceReference<User>(),
        Created = row.Time(),
        Updated = row.Time(),
        Model = ModelRows.Map(row),
    };
}
