using System.Data.Common;
using System.Globalization;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Steps;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class ArtifactVersionRepository(SqlSession session) : IArtifactVersionRepository
{
    private const string Select = $"SELECT {ArtifactVersionRows.Columns} FROM artifact_versions v {ArtifactVersionRows.Joins}";

    private const string IsUnused = "NOT EXISTS (SELECT 1 FROM step_artifacts used WHERE used.version_id = v.id)";

    private const string Rows = "artifact_versions v JOIN artifacts a ON a.id = v.artifact_id";

    private static readonly ListSql List = new(Select, Rows, "v", new Dictionary<string, string>
    {
        ["id"] = "v.id {}", ["created"] = "v.created {}", ["updated"] = "v.updated {}", ["name"] = "a.name {}",
        ["workspace_id"] = "v.workspace_id {}",
        ["user_id"] = "v.user_id {}", ["artifact_id"] = "v.artifact_id {}", ["version"] = "v.version {}",
        ["version_number"] = "v.version_number {}",
        ["uri"] = "v.uri {}", ["materializer"] = "v.materializer {}", ["type"] = "v.type {}", ["data_type"] = "v.data_type {}",
        ["artifact_store_id"] = "v.artifact_store_id {}", ["has_custom_name"] = "v.has_custom_name {}", ["tag"] = Tags.Field("v.id"),
    }, "v.workspace_id = @workspace");

    private readonly Tags tags = new(session);

    public async Task<ArtifactVersion?> FindByIdAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE v.id = @id", Map, cancellationToken, ("@id", id.ToStored())) is { } version
            ? (await WithDetailsAsync(await WithTagsAsync([version], cancellationToken), cancellationToken))[0]
            : null;

    public async Task<bool> ExistsAsync(Id<Artifact> artifact, string version, CancellationToken cancellationToken) =>
        await session.CountAsync(
            "SELECT COUNT(*) FROM artifact_versions v WHERE v.artifact_id = @artifact AND v.version = @version", cancellationToken,
            ("@artifact", artifact.ToStored()), ("@version", version)) > 0;

    public Task<long> GetHighestNumberAsync(Id<Artifact> artifact, CancellationToken cancellationToken) => session.CountAsync(
        "SELECT COALESCE(MAX(v.version_number), 0) FROM artifact_versions v WHERE v.artifact_id = @artifact",
        cancellationToken, ("@artifact", artifact.ToStored()));

    public async Task<Id<Workspace>?> FindWorkspaceAsync(Id<ArtifactVersion> id, CancellationToken cancellationToken) =>
        await session.QueryAsync(
            "SELECT v.workspace_id FROM artifact_versions v WHERE v.id = @id",
            reader => reader.GetId<Workspace>(0), cancellationToken, ("@id", id.ToStored())) is [var workspace]
            ? workspace
            : null;

    public async Task<IReadOnlySet<Id<ArtifactVersion>>> FindExistingAsync(
        IReadOnlyCollection<Id<ArtifactVersion>> ids, CancellationToken cancellationToken) =>
        (await session.QueryByIdsAsync(
            ids.Select(id => id.ToStored()),
            list => $"SELECT v.id FROM artifact_versions v WHERE v.id IN ({list})",
            row => row.Id<ArtifactVersion>(),
            cancellationToken)).ToHashSet();

    public async Task<Page<ArtifactVersion>> ListAsync(
        ResourceQuery query, bool onlyUnused, bool withDetails, CancellationToken cancellationToken)
    {
        var page = await (onlyUnused ? List with { Confinement = IsUnused } : List).ReadPageAsync(session, query, Map, cancellationToken);
        var items = await WithTagsAsync(page.Items, cancellationToken);
        return page with { Items = withDetails ? await WithDetailsAsync(items, cancellationToken) : items };
    }

    public async Task AddAsync(ArtifactVersion version, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO artifact_versions (id, artifact_id, version, version_number, has_custom_name, type, artifact_store_id, uri,
                materializer, data_type, workspace_id, user_id, created, updated)
            VALUES (@id, @artifact, @version, @number, @custom, @type, @store, @uri,
                @materializer, @data_type, @workspace, @user, @created, @updated)
            """,
            cancellationToken,
            ("@id", version.Id.ToStored()), ("@artifact", version.Artifact.Id.ToStored()), ("@version", version.Version),
            ("@number", ReadNumber(version.Version)),
            ("@custom", version.HasCustomName ? 1L : 0L), ("@type", version.Type),
            ("@store", version.ArtifactStore?.ToStored()), ("@uri", version.Uri),
            ("@materializer", version.Materializer.Text), ("@data_type", version.DataType.Text),
            ("@workspace", version.Workspace.Id.ToStored()),
            ("@user", version.User.Id.ToStored()), ("@created", version.Created.ToStored()), ("@updated", version.Updated.ToStored()));
        foreach (var (position, visualization) in version.Visualizations.Index())
        {
            await session.ExecuteAsync(
                "INSERT INTO artifact_visualizations (id, version_id, position, type, uri) VALUES (@id, @version, @position, @type, @uri)",
                cancellationToken,
                ("@id", visualization.Id.ToStored()), ("@version", version.Id.ToStored()), ("@position", (long)position),
                ("@type", visualization.Type), ("@uri", visualization.Uri));
        }
    }

    public async Task DeleteAsync(IReadOnlyCollection<Id<ArtifactVersion>> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var (list, parameters) = InList.Of(session.Dialect, ids.Select(id => id.ToStored()));
        foreach (var deletion in TrackingDeletions.OfArtifactVersions($"id IN ({list})"))
        {
            await session.ExecuteAsync(deletion, cancellationToken, parameters);
        }
    }

    public async Task<IReadOnlyList<ArtifactVersion>> ListUnusedAsync(
        ArtifactVersion? after, int limit, CancellationToken cancellationToken) => await session.QueryAsync(
        $"""
        {Select} WHERE v.created >= @created AND (v.created > @created OR v.id > @id) AND {IsUnused}
        ORDER BY v.created, v.id LIMIT @limit
        """,
        Map,
        cancellationToken,
        ("@created", after?.Created.ToStored() ?? long.MinValue), ("@id", after?.Id.ToStored() ?? ""), ("@limit", (long)limit));

    public Task UpdateAsync(ArtifactVersion version, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE artifact_versions SET updated = @updated WHERE id = @id", cancellationToken,
        ("@id", version.Id.ToStored()), ("@updated", version.Updated.ToStored()));

    public Task SetProducerAsync(StepRun step, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        UPDATE artifact_versions SET producer_step_id = @step, producer_run_id = @run
        WHERE producer_step_id IS NULL
            AND id IN (SELECT made.version_id FROM step_artifacts made WHERE made.step_id = @step AND made.is_output = 1)
        """,
        cancellationToken, ("@step", step.Id.ToStored()), ("@run", step.Run.ToStored()));

    /// <summary>Returns the versions with their tags and the tags of their artifacts.</summary>
    public async Task<IReadOnlyList<ArtifactVersion>> WithTagsAsync(
        IReadOnlyList<ArtifactVersion> versions, CancellationToken cancellationToken)
    {
        var byResource = await tags.ListAsync(
            versions.SelectMany(version => new[] { version.Id.Value, version.Artifact.Id.Value }), cancellationToken);
        return
        [
            .. versions.Select(version => version with
            {
                Tags = byResource.ListOf(version.Id.Value),
                Artifact = version.Artifact with { Tags = byResource.ListOf(version.Artifact.Id.Value) },
            }),
        ];
    }

    private async Task<IReadOnlyList<ArtifactVersion>> WithDetailsAsync(
        IReadOnlyList<ArtifactVersion> versions, CancellationToken cancellationToken)
    {
        var visualizations = (await session.QueryByIdsAsync(
            versions.Select(version => version.Id.ToStored()),
            list =>
                $"""
                SELECT i.version_id, i.id, i.type, i.uri FROM artifact_visualizations i
                WHERE i.version_id IN ({list}) ORDER BY i.version_id, i.position
                """,
            row => (
                Version: row.Id<ArtifactVersion>(),
                Visualization: new ArtifactVisualization(row.Id<ArtifactVisualization>(), row.Text(), row.Text())),
            cancellationToken)).ToLookup(row => row.Version, row => row.Visualization);
        var metadata = await new RunMetadataRepository(session).ListAsync(versions.Select(version => version.Id.Value), cancellationToken);
        return
        [
            .. versions.Select(version => version with
            {
                Visualizations = visualizations.ListOf(version.Id), Metadata = metadata.ListOf(version.Id.Value),
            }),
        ];
    }

    private static long? ReadNumber(string version) =>
        long.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ArtifactVersion Map(DbDataReader reader) => ArtifactVersionRows.Map(new(reader));
}
