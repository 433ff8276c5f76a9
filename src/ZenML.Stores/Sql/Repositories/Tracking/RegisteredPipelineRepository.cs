using ZenML.Core.Querying;
using ZenML.Core.Resources;
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
}
