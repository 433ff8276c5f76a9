using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories.Tracking;

internal sealed class RegisteredPipelineRepository(SqlSession session) : IRegisteredPipelineRepository
{
    private const string Select = $"SELECT {RegisteredPipelineRows.Columns} FROM pipelines p {RegisteredPipelineRows.Joins}";

    private static readonly ListSql List = new(Select, "pipelines p", "p", new Dictionary<string, string>
    {
        ["id"] = "p.id {}", ["created"] = "p.created {}", ["updated"] = "p.updated {}", ["name"] = "p.name {}",
        ["version"] = "p.version {}",
        ["version_hash"] = "p.version_hash {}", ["docstring"] = "p.docstring {}",
        ["workspace_id"] = "p.workspace_id {}", ["user_id"] = "p.user_id {}",
    }, "p.workspace_id = @workspace");

    private static readonly Dictionary<string, string> NamespaceFields = new()
    {
        ["id"] = "p.id {}", ["created"] = "p.created {}", ["updated"] = "p.updated {}", ["name"] = "p.name {}",
    };

    public Task<RegisteredPipeline?> FindByIdAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken) => session.FindAsync(
        $"{Select} WHERE p.id = @id", reader => RegisteredPipelineRows.Map(new(reader)), cancellationToken, ("@id", id.ToStored()));

    public async Task<bool> ExistsAsync(Id<Workspace> workspace, string name, string versionHash, CancellationToken cancellationToken) =>
        await session.CountAsync(
            "SELECT COUNT(*) FROM pipelines p WHERE p.workspace_id = @workspace AND p.name = @name AND p.version_hash = @hash",
            cancellationToken,
            ("@workspace", workspace.ToStored()), ("@name", name), ("@hash", versionHash)) > 0;

    public Task<Page<RegisteredPipeline>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, reader => RegisteredPipelineRows.Map(new(reader)), cancellationToken);

    public Task AddAsync(RegisteredPipeline pipeline, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO pipelines (id, name, version, version_hash, docstring, spec, workspace_id, user_id, created, updated)
        VALUES (@id, @name, @version, @hash, @docstring, @spec, @workspace, @user, @created, @updated)
        """,
        cancellationToken,
        ("@id", pipeline.Id.ToStored()), ("@name", pipeline.Name), ("@version", pipeline.Version), ("@hash", pipeline.VersionHash),
        ("@docstring", pipeline.Docstring), ("@spec", pipeline.Spec.Text), ("@workspace", pipeline.Workspace.Id.ToStored()),
        ("@user", pipeline.User.Id.ToStored()), ("@created", pipeline.Created.ToStored()), ("@updated", pipeline.Updated.ToStored()));

    public Task UpdateAsync(RegisteredPipeline pipeline, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE pipelines SET updated = @updated WHERE id = @id", cancellationToken,
        ("@id", pipeline.Id.ToStored()), ("@updated", pipeline.Updated.ToStored()));

    public async Task DeleteAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in TrackingDeletions.OfPipeline)
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@pipeline", id.ToStored()));
        }
    }

    public async Task<Page<PipelineNamespace>> ListNamespacesAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var (condition, parameters) = FilterSql.Build(query, NamespaceFields, session.Dialect);
        var names = $"SELECT DISTINCT p.name FROM pipelines p WHERE {condition}";
        var total = await session.CountAsync($"SELECT COUNT(*) FROM ({names}) n", cancellationToken, parameters);
        var items = await session.QueryAsync(
            $"""
            SELECT n.name, r.id, r.status FROM ({names}) n
            LEFT JOIN pipeline_runs r ON r.id = (
                SELECT newest.id FROM pipeline_runs newest JOIN pipelines made ON made.id = newest.pipeline_id
                WHERE made.name = n.name ORDER BY newest.created DESC, newest.id DESC LIMIT 1)
            ORDER BY COALESCE(r.created, 0) DESC, n.name LIMIT @size OFFSET @offset
            """,
            MapNamespace, cancellationToken, [.. parameters, ("@size", (long)query.Size), ("@offset", query.Offset)]);
        return new Page<PipelineNamespace>(items, query.Page, query.Size, total);
    }

    private static PipelineNamespace MapNamespace(DbDataReader reader)
    {
        var row = new RowCursor(reader);
        return new PipelineNamespace(row.Text(), row.IdOrNull<PipelineRun>(), row.StatusOrNull());
    }
}
