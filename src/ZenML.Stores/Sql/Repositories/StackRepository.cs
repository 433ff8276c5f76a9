using System.Data.Common;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Querying;
using ZenML.Stores.Sql.Repositories.PlainResources;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

internal sealed class StackRepository(SqlSession session) : IStackRepository
{
    private const string Select =
        """
        SELECT s.id, s.name, s.workspace_id, w.name, s.user_id, u.name, s.created, s.updated
        FROM stacks s LEFT JOIN workspaces w ON w.id = s.workspace_id LEFT JOIN users u ON u.id = s.user_id
        """;

    private static readonly ListSql List = new(Select, "stacks s", "s", new Dictionary<string, string>
    {
        ["id"] = "s.id {}", ["created"] = "s.created {}", ["updated"] = "s.updated {}", ["name"] = "s.name {}",
        ["workspace_id"] = "s.workspace_id {}", ["user_id"] = "s.user_id {}",
        ["component_id"] = "EXISTS (SELECT 1 FROM stack_components part WHERE part.stack_id = s.id AND part.component_id {})",
    }, "s.workspace_id = @workspace");

    public ILookupSource<Stack> In(Id<Workspace> workspace) => new CompletedLookup<Stack>(
        new LookupSql<Stack>(
            session, Select, "s", "s.workspace_id = @workspace", [("@workspace", workspace.ToStored())], Map),
        WithComponentsAsync);

    public async Task<Stack?> FindByIdAsync(Id<Stack> id, CancellationToken cancellationToken) =>
        await session.FindAsync($"{Select} WHERE s.id = @id", Map, cancellationToken, ("@id", id.ToStored())) is { } stack
            ? (await WithComponentsAsync([stack], cancellationToken))[0]
            : null;

    public async Task<Page<Stack>> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var page = await List.ReadPageAsync(session, query, Map, cancellationToken);
        return page with { Items = await WithComponentsAsync(page.Items, cancellationToken) };
    }

    public async Task AddAsync(Stack stack, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "INSERT INTO stacks (id, name, workspace_id, user_id, created, updated) VALUES (@id, @name, @workspace, "
            + "@user, @created, @updated)",
            cancellationToken,
            ("@id", stack.Id.ToStored()), ("@name", stack.Name), ("@workspace", stack.Workspace.Id.ToStored()),
            ("@user", stack.User?.Id.ToStored()),
            ("@created", stack.Created.ToStored()), ("@updated", stack.Updated.ToStored()));
        await AddComponentsAsync(stack, cancellationToken);
    }

    public async Task UpdateAsync(Stack stack, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("UPDATE stacks SET name = @name, updated = @updated WHERE id = @id", cancellationToken,
            ("@id", stack.Id.ToStored()), ("@name", stack.Name), ("@updated", stack.Updated.ToStored()));
        await DeleteComponentsAsync(stack.Id, cancellationToken);
        await AddComponentsAsync(stack, cancellationToken);
    }

    public async Task DeleteAsync(Id<Stack> id, CancellationToken cancellationToken)
    {
        await DeleteComponentsAsync(id, cancellationToken);
        foreach (var release in PlainDeletions.BeforeDeleting(PlainTarget.Stack, "= @id"))
        {
            await session.ExecuteAsync(release, cancellationToken, ("@id", id.ToStored()));
        }

        await session.ExecuteAsync("DELETE FROM stacks WHERE id = @id", cancellationToken, ("@id", id.ToStored()));
    }

    private Task<int> DeleteComponentsAsync(Id<Stack> id, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM stack_components WHERE stack_id = @id", cancellationToken, ("@id", id.ToStored()));

    private async Task AddComponentsAsync(Stack stack, CancellationToken cancellationToken)
    {
        foreach (var (position, component) in stack.Components.Index())
        {
            await session.ExecuteAsync(
                "INSERT INTO stack_components (stack_id, component_id, position) VALUES (@stack, @component, @position)", cancellationToken,
                ("@stack", stack.Id.ToStored()), ("@component", component.Id.ToStored()), ("@position", (long)position));
        }
    }

    private async Task<IReadOnlyList<Stack>> WithComponentsAsync(IReadOnlyList<Stack> stacks, CancellationToken cancellationToken)
    {
        if (stacks.Count == 0)
        {
            return stacks;
        }

        var (list, parameters) = InList.Of(session.Dialect, stacks.Select(stack => stack.Id.ToStored()));
        var components = await session.QueryAsync(
            $"""
            SELECT {ComponentRows.Columns}, part.stack_id FROM stack_components part
                JOIN components c ON c.id = part.component_id {ComponentRows.Joins}
            WHERE part.stack_id IN ({list}) ORDER BY part.stack_id, part.position
            """,
            reader => (Stack: reader.GetId<Stack>(ComponentRows.Count), Component: ComponentRows.Map(reader)),
            cancellationToken, parameters);
        var byStack = components.ToLookup(row => row.Stack, row => row.Component);
        return [.. stacks.Select(stack => stack with { Components = [.. byStack[stack.Id]] })];
    }

    private static Stack Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<Stack>(0),
        Name = reader.GetString(1),
        Components = [],
        Workspace = reader.GetWorkspace(2),
        User = reader.GetUserOrNull(4),
        Created = reader.GetTime(6),
        Updated = reader.GetTime(7),
    };
}
