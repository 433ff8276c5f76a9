using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Repositories.Tracking;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class WorkspaceRepository(SqlSession session) : IWorkspaceRepository
{
    private const string Select = "SELECT w.id, w.name, w.description, w.created, w.updated FROM workspaces w";

    // Children first: what refers to a row goes before it.
    private static readonly string[] Deletions =
    [
        .. TrackingDeletions.OfWorkspace,
        "DELETE FROM stack_components WHERE stack_id IN (SELECT id FROM stacks WHERE workspace_id = @workspace)",
        "DELETE FROM stacks WHERE workspace_id = @workspace",
        "DELETE FROM component_values WHERE component_id IN (SELECT id FROM components WHERE workspace_id = @workspace)",
        "DELETE FROM components WHERE workspace_id = @workspace",
        "DELETE FROM flavors WHERE workspace_id = @workspace",
        "DELETE FROM secret_values WHERE secret_id IN (SELECT id FROM secrets WHERE workspace_id = @workspace)",
        $"{ExternalValueRepository.RetireWhere} IN (SELECT s.id FROM secrets s WHERE s.workspace_id = @workspace)",
        "DELETE FROM external_values WHERE secret_id IN (SELECT id FROM secrets WHERE workspace_id = @workspace)",
        "DELETE FROM secret_changes WHERE secret_id IN (SELECT id FROM secrets WHERE workspace_id = @workspace)",
        "DELETE FROM secret_labels WHERE secret_id IN (SELECT id FROM secrets WHERE workspace_id = @workspace)",
        "DELETE FROM secret_grants WHERE secret_id IN (SELECT id FROM secrets WHERE workspace_id = @workspace)",
        "DELETE FROM secrets WHERE workspace_id = @workspace",
        "DELETE FROM secret_totals WHERE workspace_id = @workspace",
        "DELETE FROM role_bindings WHERE workspace_id = @workspace",
    ];

    private static readonly ListSql List = new(Select, "workspaces w", "w", new Dictionary<string, string>
    {
        ["id"] = "w.id {}", ["created"] = "w.created {}", ["updated"] = "w.updated {}", ["name"] = "w.name {}",
    }, null);

    private readonly LookupSql<Workspace> lookup = new(session, Select, "w", "1 = 1", [], Map);

    public Task<Workspace?> FindByIdAsync(Guid id, CancellationToken cancellationToken) => lookup.FindByIdAsync(id, cancellationToken);

    public Task<IReadOnlyList<Workspace>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        lookup.FindByNameAsync(name, cancellationToken);

    public Task<IReadOnlyList<Workspace>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        lookup.FindByIdPrefixAsync(hexadecimalPrefix, limit, cancellationToken);

    public Task<IReadOnlyList<Workspace>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        lookup.FindByNamePrefixAsync(prefix, limit, cancellationToken);

    public Task<Page<Workspace>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, Map, cancellationToken);

    public Task<IReadOnlyList<Workspace>> FindByIdsAsync(IReadOnlyCollection<Id<Workspace>> ids, CancellationToken cancellationToken) =>
        InList.QueryAsync(session, $"{Select} WHERE w.id IN", ids.Select(id => id.ToStored()), Map, cancellationToken);

    public async Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken)
    {
        SqlParameter workspace = ("@workspace", id.ToStored());
        return new WorkspaceCounts(
            await session.CountAsync("SELECT COUNT(*) FROM stacks WHERE workspace_id = @workspace", cancellationToken, workspace),
            await session.CountAsync("SELECT COUNT(*) FROM components WHERE workspace_id = @workspace", cancellationToken, workspace),
            await session.CountAsync("SELECT COUNT(*) FROM pipelines WHERE workspace_id = @workspace", cancellationToken, workspace),
            await session.CountAsync("SELECT COUNT(*) FROM pipeline_runs WHERE workspace_id = @workspace", cancellationToken, workspace));
    }

    public Task UpdateAsync(Workspace workspace, CancellationToken cancellationToken) => session.ChangeDirectoryAsync(
        "UPDATE workspaces SET name = @name, description = @description, updated = @updated WHERE id = @id", cancellationToken,
        ("@id", workspace.Id.ToStored()), ("@name", workspace.Name), ("@description", workspace.Description),
        ("@updated", workspace.Updated.ToStored()));

    public Task AddAsync(Workspace workspace, CancellationToken cancellationToken) => session.ChangeDirectoryAsync(
        "INSERT INTO workspaces (id, name, description, created, updated) VALUES (@id, @name, @description, @created, @updated)",
        cancellationToken,
        ("@id", workspace.Id.ToStored()), ("@name", workspace.Name), ("@description", workspace.Description),
        ("@created", workspace.Created.ToStored()), ("@updated", workspace.Updated.ToStored()));

    public async Task DeleteAsync(Id<Workspace> id, CancellationToken cancellationToken)
    {
        foreach (var deletion in Deletions)
        {
            await session.ExecuteAsync(deletion, cancellationToken, ("@workspace", id.ToStored()));
        }

        await session.ChangeDirectoryAsync(
            "DELETE FROM workspaces WHERE id = @workspace", cancellationToken, ("@workspace", id.ToStored()));
    }

    private static Workspace Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<Workspace>(0),
        Name = reader.GetString(1),
        Description = reader.GetString(2),
        Created = reader.GetTime(3),
        Updated = reader.GetTime(4),
    };
}
