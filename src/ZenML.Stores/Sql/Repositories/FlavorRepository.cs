using System.Data.Common;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;
using ZenML.Formats;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class FlavorRepository(SqlSession session) : IFlavorRepository
{
    private const string Select =
        """
        SELECT f.id, f.definition, f.is_custom, f.workspace_id, w.name, f.user_id, u.name, f.created, f.updated
        FROM flavors f LEFT JOIN workspaces w ON w.id = f.workspace_id LEFT JOIN users u ON u.id = f.user_id
        """;

    // Of one name the workspace's own flavor comes alone.
    private const string Visible =
        """
        f.type = @type AND (f.name_space = @workspace OR (f.name_space = '' AND NOT EXISTS (
            SELECT 1 FROM flavors own WHERE own.type = f.type AND own.name = f.name AND own.name_space = @workspace)))
        """;

    private static readonly ListSql List = new(Select, "flavors f", "f", new Dictionary<string, string>
    {
        ["id"] = "f.id {}", ["created"] = "f.created {}", ["updated"] = "f.updated {}", ["name"] = "f.name {}", ["type"] = "f.type {}",
        ["integration"] = "f.integration {}", ["workspace_id"] = "f.workspace_id {}", ["user_id"] = "f.user_id {}",
    }, "(f.workspace_id = @workspace OR f.workspace_id IS NULL)");

    public ILookupSource<Flavor> Of(Id<Workspace> workspace, ComponentType type) =>
        new LookupSql<Flavor>(session, Select, "f", Visible, [("@workspace", workspace.ToStored()), ("@type", type.WireName())], Map);

    public Task<Flavor?> FindByIdAsync(Id<Flavor> id, CancellationToken cancellationToken) =>
        session.FindAsync($"{Select} WHERE f.id = @id", Map, cancellationToken, ("@id", id.ToStored()));

    public Task<Page<Flavor>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, Map, cancellationToken);

    public Task AddAsync(Flavor flavor, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        INSERT INTO flavors (id, name, type, integration, name_space, workspace_id, user_id, is_custom, definition, created, updated)
        VALUES (@id, @name, @type, @integration, @name_space, @workspace, @user, @is_custom, @definition, @created, @updated)
        """,
        cancellationToken,
        ("@id", flavor.Id.ToStored()), ("@name", flavor.Name), ("@type", flavor.Type.WireName()),
        ("@integration", flavor.Definition.Integration),
        ("@name_space", flavor.Workspace?.Id.ToStored() ?? ""),
        ("@workspace", flavor.Workspace?.Id.ToStored()),
        ("@user", flavor.User?.Id.ToStored()),
        ("@is_custom", flavor.Definition.IsCustom ? 1L : 0L), ("@definition", FlavorDocument.WriteJson(flavor.Definition)),
        ("@created", flavor.Created.ToStored()), ("@updated", flavor.Updated.ToStored()));

    public Task UpdateAsync(Flavor flavor, CancellationToken cancellationToken) => session.ExecuteAsync(
        "UPDATE flavors SET name = @name, type = @type, integration = @integration, definition = @definition, updated "
        + "= @updated WHERE id = @id",
        cancellationToken,
        ("@id", flavor.Id.ToStored()), ("@name", flavor.Name), ("@type", flavor.Type.WireName()),
        ("@integration", flavor.Definition.Integration),
        ("@definition", FlavorDocument.WriteJson(flavor.Definition)), ("@updated", flavor.Updated.ToStored()));

    public Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM flavors WHERE id = @id", cancellationToken, ("@id", id.ToStored()));

    private static Flavor Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<Flavor>(0),
        Definition = FlavorDocument.Parse(reader.GetString(1)) with { IsCustom = reader.GetInt64(2) != 0 },
        Workspace = reader.GetWorkspaceOrNull(3),
        User = reader.GetUserOrNull(5),
        Created = reader.GetTime(7),
        Updated = reader.GetTime(8),
    };
}
