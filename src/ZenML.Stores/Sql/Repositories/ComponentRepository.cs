using ZenML.Core.Errors;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Repositories.PlainResources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class ComponentRepository(SqlSession session, ValueSealer sealer) : IComponentRepository
{
    private const string Select = $"SELECT {ComponentRows.Columns} FROM components c {ComponentRows.Joins}";

    private static readonly ListSql List = new(Select, "components c", "c", new Dictionary<string, string>
    {
        ["id"] = "c.id {}", ["created"] = "c.created {}", ["updated"] = "c.updated {}", ["name"] = "c.name {}", ["flavor"] = "c.flavor {}",
        ["type"] = "c.type {}", ["workspace_id"] = "c.workspace_id {}", ["user_id"] = "c.user_id {}",
        ["stack_id"] = "EXISTS (SELECT 1 FROM stack_components part WHERE part.component_id = c.id AND part.stack_id {})",
    }, "c.workspace_id = @workspace");

    private readonly ComponentValues values = new(session, sealer);

    public ILookupSource<Component> Of(Id<Workspace> workspace, ComponentType type) => new LookupSql<Component>(
        session, Select, "c", "c.workspace_id = @workspace AND c.type = @type",
        [("@workspace", workspace.ToStored()), ("@type", type.WireName())], ComponentRows.Map);

    public Task<Component?> FindByIdAsync(Id<Component> id, CancellationToken cancellationToken) =>
        session.FindAsync($"{Select} WHERE c.id = @id", ComponentRows.Map, cancellationToken, ("@id", id.ToStored()));

    public async Task<Component> RevealAsync(Component component, CancellationToken cancellationToken)
    {
        if (!component.Configuration.HoldsSensitive())
        {
            return component;
        }

        var opened = await values.GetAsync(component.Id, cancellationToken);
        return component with
        {
            Configuration = new ConfigurationMap(component.Configuration.Select(entry => entry.Value.HoldsSensitive()
                ? new(entry.Key, ComponentValues.Open(entry.Value, opened.TryGetValue(entry.Key, out var value)
                    ? value
                    : throw new ZenException(ErrorCode.StoreDamaged,
                        $"The value of the attribute '{entry.Key}' of the {component.Type.Words()} '{component.Name}' "
                        + $"is missing from the store.")))
                : entry)),
        };
    }

    public Task<Page<Component>> ListAsync(ResourceQuery query, CancellationToken cancellationToken) =>
        List.ReadPageAsync(session, query, ComponentRows.Map, cancellationToken);

    public async Task AddAsync(Component component, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO components (id, name, type, flavor, configuration, labels, workspace_id, user_id, created, updated)
            VALUES (@id, @name, @type, @flavor, @configuration, @labels, @workspace, @user, @created, @updated)
            """,
            cancellationToken,
            ("@id", component.Id.ToStored()), ("@name", component.Name), ("@type", component.Type.WireName()),
            ("@flavor", component.Flavor),
            ("@configuration", ComponentRows.WriteConfiguration(component.Configuration)),
            ("@labels", ComponentRows.WriteLabels(component)),
            ("@workspace", component.Workspace.Id.ToStored()), ("@user", component.User?.Id.ToStored()),
            ("@created", component.Created.ToStored()), ("@updated", component.Updated.ToStored()));
        await values.PutAsync(component, cancellationToken);
    }

    public async Task UpdateAsync(Component component, CancellationToken cancellationToken)
    {
        await values.PutAsync(component, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE components SET name = @name, type = @type, flavor = @flavor, configuration = @configuration, "
            + "labels = @labels, updated = @updated WHERE id = @id",
            cancellationToken,
            ("@id", component.Id.ToStored()), ("@name", component.Name), ("@type", component.Type.WireName()),
            ("@flavor", component.Flavor),
            ("@configuration", ComponentRows.WriteConfiguration(component.Configuration)),
            ("@labels", ComponentRows.WriteLabels(component)),
            ("@updated", component.Updated.ToStored()));
    }

    public async Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken)
    {
        await values.DeleteAsync(id, cancellationToken);
        foreach (var release in PlainDeletions.BeforeDeleting(PlainTarget.Component, "= @id"))
        {
            await session.ExecuteAsync(release, cancellationToken, ("@id", id.ToStored()));
        }

        await session.ExecuteAsync("DELETE FROM components WHERE id = @id", cancellationToken, ("@id", id.ToStored()));
    }

    public async Task<int> CountStacksAsync(Id<Component> id, CancellationToken cancellationToken) => (int)await session.CountAsync(
        "SELECT COUNT(*) FROM stack_components WHERE component_id = @id", cancellationToken, ("@id", id.ToStored()));

    public async Task<int> CountByFlavorAsync(
        ComponentType type, string flavor, CancellationToken cancellationToken) => (int)await session.CountAsync(
        "SELECT COUNT(*) FROM components WHERE type = @type AND flavor = @flavor",
        cancellationToken,
        ("@type", type.WireName()),
        ("@flavor", flavor));
}
