using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>Manages stacks: unique names, one component per type, and the two required types.</summary>
public sealed class StacksService(Caller caller, ServiceDependencies dependencies) : IStacksService
{
    private readonly AuditTrail audit = new(caller, dependencies, "stack");

    private readonly IDatabase database = dependencies.Database;

    private readonly TimeProvider clock = dependencies.Clock;

    /// <inheritdoc />
    public Task<Stack> RegisterAsync(NewStack stack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ResourceName.Check("stack", stack.Name);
        return audit.ChangeAsync(AuditAction.Create, (unit, token) => AddAsync(unit, stack, token), cancellationToken);
    }

    /// <inheritdoc />
    public Task<ImportedStack> ImportAsync(StackImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        ResourceName.Check("stack", import.Name);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                var components = new List<Component>();
                var registered = new List<Component>();
                foreach (var wanted in import.Components)
                {
                    var existing = await unit.Components.Of(import.Workspace, wanted.Type).FindByNameAsync(wanted.Name, token);
                    if (existing.Count > 0)
                    {
                        StackImport.EnsureSame(existing[0], wanted, dependencies.StructuredText);
                        components.Add(existing[0]);
                    }
                    else
                    {
                        registered.Add(await RegisterComponentAsync(unit, wanted, token));
                        components.Add(registered[^1]);
                    }
                }

                var ids = components.Select(component => component.Id).ToArray();
                var stack = await AddAsync(unit, new NewStack(import.Workspace, import.Name, ids), token);
                await new AuditTrail(caller, dependencies, "component").AddAsync(unit, AuditAction.Create, registered, token);
                return new ImportedStack(stack, registered);
            },
            imported => [imported.Stack],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Stack> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (unit, token) => Lookup.FindAsync(unit.Stacks.In(workspace), "stack", text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Stack> GetAsync(Id<Stack> id, CancellationToken cancellationToken) =>
        database.ReadAsync((unit, token) => RequireAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Stack>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, StackFields.All);
        return database.ReadAsync(async (unit, token) => (await unit.Stacks.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var current = await RequireChangeableAsync(unit, id, token);
                var name = update.Name is null ? current.Name : ResourceName.Check("stack", update.Name);
                if (name != current.Name)
                {
                    await EnsureNameIsFreeAsync(unit, current.Workspace, name, token);
                }

                var added = await RequireComponentsAsync(unit, current.Workspace.Id, update.Set, token);
                var absent = update.Remove.Where(type => current.Find(type) is null).ToArray();
                if (absent.Length > 0)
                {
                    throw new ZenException(ErrorCode.NotFound,
                        $"The stack '{current.Name}' has no {string.Join(" and no ", absent.Select(type => type.Words()))}.");
                }

                var present = update.NewComponents is null
                    ? current.Components
                    : await RequireComponentsAsync(unit, current.Workspace.Id, update.NewComponents, token);
                var kept = present.Where(component =>
                    !update.Remove.Contains(component.Type) && added.All(other => other.Type != component.Type));
                var changed = current with
                {
                    Name = name,
                    Components = StackComposition.Arrange(name, [.. kept, .. added], update.AllowPartial),
                    Updated = clock.GetTimeOfChange(current.Updated),
                };
                await unit.Stacks.UpdateAsync(changed, token);
                return changed;
            },
            (unit, token) => RequireAsync(unit, id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Component>> DeleteAsync(Id<Stack> id, bool withComponents, CancellationToken cancellationToken)
    {
        var (_, deletedComponents) = await audit.ChangeAsync(
            AuditAction.Delete,
            async (unit, token) =>
            {
                var stack = await RequireChangeableAsync(unit, id, token);
                await unit.Stacks.DeleteAsync(id, token);
                var deleted = new List<Component>();
                foreach (var component in withComponents ? stack.Components : [])
                {
                    if (!component.IsDefault && await unit.Components.CountStacksAsync(component.Id, token) == 0)
                    {
                        await unit.Components.DeleteAsync(component.Id, token);
                        deleted.Add(component);
                    }
                }

                await new AuditTrail(caller, dependencies, "component").AddAsync(unit, AuditAction.Delete, deleted, token);
                return (Stack: stack, Components: deleted);
            },
            deleted => [deleted.Stack],
            async (unit, token) => await RequireAsync(unit, id, token),
            cancellationToken);
        return deletedComponents;
    }

    private async Task<Stack> AddAsync(IUnitOfWork unit, NewStack stack, CancellationToken cancellationToken)
    {
        var workspace = await audit.RequireWorkspaceAsync(unit, stack.Workspace, cancellationToken);
        await EnsureNameIsFreeAsync(unit, new(workspace.Id, workspace.Name), stack.Name, cancellationToken);
        var components = await RequireComponentsAsync(unit, workspace.Id, stack.Components, cancellationToken);
        var now = clock.GetMicrosecondUtcNow();
        var registered = new Stack
        {
            Id = Id<Stack>.New(),
            Name = stack.Name,
            Components = StackComposition.Arrange(stack.Name, components, stack.AllowPartial),
            Workspace = new(workspace.Id, workspace.Name),
            User = new(caller.UserId, caller.Name),
            Created = now,
            Updated = now,
        };
        await unit.Stacks.AddAsync(registered, cancellationToken);
        return registered;
    }

    private async Task<Component> RegisterComponentAsync(IUnitOfWork unit, NewComponent component, CancellationToken cancellationToken)
    {
        try
        {
            return await new ComponentRegistration(caller, dependencies).AddAsync(unit, component, cancellationToken);
        }
        catch (ZenException exception)
        {
            throw StackImport.Explain(exception, component);
        }
    }

    private static async Task<Stack> RequireAsync(IUnitOfWork unit, Id<Stack> id, CancellationToken cancellationToken) =>
        await unit.Stacks.FindByIdAsync(id, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no stack with the id {id}.");

    private static async Task<Stack> RequireChangeableAsync(IUnitOfWork unit, Id<Stack> id, CancellationToken cancellationToken)
    {
        var stack = await RequireAsync(unit, id, cancellationToken);
        return stack.IsDefault
            ? throw new ZenException(
                ErrorCode.NotAllowed,
                "The default stack cannot be changed or deleted. Register one of your own: zenml stack register --help")
            : stack;
    }

    private static async Task<IReadOnlyList<Component>> RequireComponentsAsync(
        IUnitOfWork unit, Id<Workspace> workspace, IEnumerable<Id<Component>> ids, CancellationToken cancellationToken)
    {
        var components = new List<Component>();
        foreach (var id in ids)
        {
            var component = await unit.Components.FindByIdAsync(id, cancellationToken);
            components.Add(component is not null && component.Workspace.Id == workspace
                ? component
                : throw new ZenException(ErrorCode.NotFound, $"There is no component with the id {id} in this workspace."));
        }

        return components;
    }

    private static async Task EnsureNameIsFreeAsync(
        IUnitOfWork unit, ResourceReference<Workspace> workspace, string name, CancellationToken cancellationToken)
    {
        if ((await unit.Stacks.In(workspace.Id).FindByNameAsync(name, cancellationToken)).Count > 0)
        {
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"A stack named '{name}' already exists in the workspace '{workspace.Name}'. To change it: "
                    + $"zenml stack update {ShellWord.Quote(name)} --help");
        }
    }
}
