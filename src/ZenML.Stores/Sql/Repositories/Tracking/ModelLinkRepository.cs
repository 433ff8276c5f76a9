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

internal sealed class ModelLinkRepository(SqlSession session) : IModelLinkRepository
{
    private const string Artifacts = "model_version_artifacts l JOIN artifact_versions v ON v.id = l.artifact_version_id";

    private const string SelectArtifacts =
        $"""
        SELECT l.id, l.model_id, l.model_version_id, l.workspace_id, l.user_id, l.created, l.kind, {ArtifactVersionRows.Columns}
        FROM {Artifacts} {ArtifactVersionRows.Joins}
        """;

    private const string Runs = "model_version_runs l JOIN pipeline_runs r ON r.id = l.run_id";

    private const string SelectRuns =
        $"SELECT l.id, l.model_id, l.model_version_id, l.workspace_id, l.user_id, l.created, l.run_id FROM {Runs}";

    private const string InOrder = "ORDER BY l.created, l.id";

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["id"] = "l.id {}", ["created"] = "l.created {}", ["updated"] = "l.created {}",
        ["workspace_id"] = "l.workspace_id {}", ["user_id"] = "l.user_id {}",
        ["model_id"] = "l.model_id {}", ["model_version_id"] = "l.model_version_id {}",
    };

    private static readonly ListSql ArtifactList = new(
        SelectArtifacts,
        $"{Artifacts} JOIN artifacts a ON a.id = v.artifact_id",
        "l",
        new Dictionary<string, string>(Fields)
        {
            ["artifact_version_id"] = "l.artifact_version_id {}", ["artifact_name"] = "a.name {}",
            ["has_custom_name"] = "a.has_custom_name {}", ["only_data_artifacts"] = IsKind(ModelArtifactKind.Data),
            ["only_model_artifacts"] = IsKind(ModelArtifactKind.Model),
            ["only_deployment_artifacts"] = IsKind(ModelArtifactKind.Deployment),
        },
        "l.workspace_id = @workspace");

    private static readonly ListSql RunList = new(
        SelectRuns,
        Runs,
        "l",
        new Dictionary<string, string>(Fields) { ["pipeline_run_id"] = "l.run_id {}", ["pipeline_run_name"] = "r.name {}" },
        "l.workspace_id = @workspace");

    public async Task<ModelArtifactLink?> FindAsync(
        Id<ModelVersion> version, Id<ArtifactVersion> artifact, CancellationToken cancellationToken) =>
        First(await QueryArtifactsAsync(version, "l.artifact_version_id = @value", artifact.ToStored(), cancellationToken));

    public async Task<ModelRunLink?> FindAsync(Id<ModelVersion> version, Id<PipelineRun> run, CancellationToken cancellationToken) =>
        await FindRunAsync(version, "l.run_id = @value", run.ToStored(), cancellationToken);

    public async Task<ModelArtifactLink?> FindArtifactLinkAsync(
        Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken) =>
        (Id<ModelArtifactLink>.TryParse(nameOrId, out var id)
            ? First(await QueryArtifactsAsync(version, "l.id = @value", id.ToStored(), cancellationToken))
            : null)
        ?? First(await QueryArtifactsAsync(version, "a.name = @value", nameOrId, cancellationToken));

    public async Task<ModelRunLink?> FindRunLinkAsync(Id<ModelVersion> version, string nameOrId, CancellationToken cancellationToken) =>
        (Id<ModelRunLink>.TryParse(nameOrId, out var id)
            ? await FindRunAsync(version, "l.id = @value", id.ToStored(), cancellationToken)
            : null)
        ?? await FindRunAsync(version, "r.name = @value", nameOrId, cancellationToken);

    public Task<long> CountArtifactLinksAsync(Id<ModelVersion> version, CancellationToken cancellationToken) => session.CountAsync(
        "SELECT COUNT(*) FROM model_version_artifacts l WHERE l.model_version_id = @version",
        cancellationToken,
        ("@version", version.ToStored()));

    public Task<long> CountRunLinksAsync(Id<ModelVersion> version, CancellationToken cancellationToken) => session.CountAsync(
        "SELECT COUNT(*) FROM model_version_runs l WHERE l.model_version_id = @version",
        cancellationToken,
        ("@version", version.ToStored()));

    public async Task<IReadOnlyList<ModelArtifactLink>> ListArtifactLinksAsync(
        Id<ModelVersion> version, int limit, CancellationToken cancellationToken) => await session.QueryAsync(
        $"{SelectArtifacts} WHERE l.model_version_id = @version {InOrder} LIMIT @limit",
        reader => MapArtifact(new(reader)),
        cancellationToken,
        ("@version", version.ToStored()), ("@limit", (long)limit));

    public async Task<Page<ModelArtifactLink>> ListArtifactLinksAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var page = await ArtifactList.ReadPageAsync(session, query, reader => MapArtifact(new(reader)), cancellationToken);
        return page with { Items = await WithTagsAsync(page.Items, cancellationToken) };
    }

    public async Task<Page<ModelRunLink>> ListRunLinksAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var page = await RunList.ReadPageAsync(session, query, reader => MapRun(new(reader)), cancellationToken);
        return new Page<ModelRunLink>(await WithRunsAsync(page.Items, cancellationToken), page.Index, page.Size, page.Total);
    }

    public Task AddAsync(ModelArtifactLink link, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO model_version_artifacts (id, model_id, model_version_id, artifact_version_id, kind, workspace_id, user_id, created)
        VALUES (@id, @model, @version, @artifact, @kind, @workspace, @user, @created)
        """,
        cancellationToken,
        ("@id", link.Id.ToStored()), ("@model", link.Model.ToStored()), ("@version", link.ModelVersion.ToStored()),
        ("@artifact", link.ArtifactVersion.Id.ToStored()), ("@kind", link.Kind.ToStored()),
        ("@workspace", link.Workspace.ToStored()), ("@user", link.User.ToStored()), ("@created", link.Created.ToStored()));

    public Task AddAsync(ModelRunLink link, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO model_version_runs (id, model_id, model_version_id, run_id, workspace_id, user_id, created)
        VALUES (@id, @model, @version, @run, @workspace, @user, @created)
        """,
        cancellationToken,
        ("@id", link.Id.ToStored()), ("@model", link.Model.ToStored()), ("@version", link.ModelVersion.ToStored()),
        ("@run", link.Run.Id.ToStored()),
        ("@workspace", link.Workspace.ToStored()), ("@user", link.User.ToStored()), ("@created", link.Created.ToStored()));

    public async Task DeleteAsync(IReadOnlyCollection<Id<ModelArtifactLink>> links, CancellationToken cancellationToken)
    {
        if (links.Count > 0)
        {
            var (list, parameters) = InList.Of(session.Dialect, links.Select(link => link.ToStored()));
            await session.ExecuteAsync($"DELETE FROM model_version_artifacts WHERE id IN ({list})", cancellationToken, parameters);
        }
    }

    public Task DeleteAsync(Id<ModelRunLink> link, CancellationToken cancellationToken) => session.ExecuteAsync(
        "DELETE FROM model_version_runs WHERE id = @id", cancellationToken, ("@id", link.ToStored()));

    private static string IsKind(ModelArtifactKind kind) => $"(CASE WHEN l.kind = '{kind.ToStored()}' THEN 1 ELSE 0 END) {{}}";

    private async Task<IReadOnlyList<ModelArtifactLink>> QueryArtifactsAsync(
        Id<ModelVersion> version, string condition, string value, CancellationToken cancellationToken) => await WithTagsAsync(
        await session.QueryAsync(
            $"{SelectArtifacts} WHERE l.model_version_id = @version AND {condition} {InOrder}",
            reader => MapArtifact(new(reader)),
            cancellationToken,
            ("@version", version.ToStored()), ("@value", value)),
        cancellationToken);

    private async Task<ModelRunLink?> FindRunAsync(
        Id<ModelVersion> version, string condition, string value, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync(
            $"{SelectRuns} WHERE l.model_version_id = @version AND {condition} {InOrder}",
            reader => MapRun(new(reader)),
            cancellationToken,
            ("@version", version.ToStored()), ("@value", value));
        return First(await WithRunsAsync([.. rows.Take(1)], cancellationToken));
    }

    private static TLink? First<TLink>(IReadOnlyList<TLink> links)
        where TLink : class => links is [var first, ..] ? first : null;

    private async Task<IReadOnlyList<ModelArtifactLink>> WithTagsAsync(
        IReadOnlyList<ModelArtifactLink> links, CancellationToken cancellationToken)
    {
        var versions = await new ArtifactVersionRepository(session).WithTagsAsync(
            [.. links.Select(link => link.ArtifactVersion)], cancellationToken);
        return [.. links.Zip(versions, (link, version) => link with { ArtifactVersion = version })];
    }

    private async Task<IReadOnlyList<ModelRunLink>> WithRunsAsync(
        IReadOnlyList<(Id<PipelineRun> Run, Func<PipelineRun, ModelRunLink> ToLink)> rows, CancellationToken cancellationToken)
    {
        var runs = await new PipelineRunRepository(session).FindByIdsAsync(rows.Select(row => row.Run), cancellationToken);
        return [.. rows.Select(row => row.ToLink(runs[row.Run]))];
    }

    private static ModelArtifactLink MapArtifact(RowCursor row) => new()
    {
        Id = row.Id<ModelArtifactLink>(),
        Model = row.Id<Model>(),
        ModelVersion = row.Id<ModelVersion>(),
        Workspace = row.Id<Workspace>(),
        User = row.Id<User>(),
        Created = row.Time(),
        Kind = ArtifactKinds.Parse(row.Text()),
        ArtifactVersion = ArtifactVersionRows.Map(row),
    };

    private static (Id<PipelineRun> Run, Func<PipelineRun, ModelRunLink> ToLink) MapRun(RowCursor row)
    {
        var (id, model, version) = (row.Id<ModelRunLink>(), row.Id<Model>(), row.Id<ModelVersion>());
        var (workspace, user, created) = (row.Id<Workspace>(), row.Id<User>(), row.Time());
        return (row.Id<PipelineRun>(), run => new ModelRunLink
        {
            Id = id, Model = model, ModelVersion = version, Run = run, Workspace = workspace, User = user, Created = created,
        });
    }
}
