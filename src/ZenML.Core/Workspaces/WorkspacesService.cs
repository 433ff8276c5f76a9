using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Time;

namespace ZenML.Core.Workspaces;

/// <summary>Manages workspaces, each with a default stack.</summary>
public sealed class WorkspacesService(Caller caller, ServiceDependencies dependencies) : IWorkspacesService
{
    private readonly AuditTrail audit = new(caller, dependencies, "workspace");

    private readonly IDatabase database = dependencies.Database;

    private readonly TimeProvider clock = dependencies.Clock;

    /// <summary>
    /// Adds a workspace with its default components and stack, within a transaction. A new store uses it too.
    /// </summary>
    public static async Task<Workspace> AddWithDefaultsAsync(
        IUnitOfWork unit, string name, string description, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var workspace = new Workspace { Id = Id<Workspace>.New(), Name = name, Description = description, Created = now, Updated = now };
        await unit.Workspaces.AddAsync(workspace, cancellationToken);
        var reference = new ResourceReference<Workspace>(workspace.Id, workspace.Name);
        var components = new List<Component>();
        foreach (var (index, type) in new[] { ComponentType.Orchestrator, ComponentType.ArtifactStore }.Index())
        {
            // Lists are sorted by creation time. Different times give them the same order in every store.
            var created = now.AddMicroseconds(index);
            var component = new Component
            {
                Id = Id<Component>.New(),
                Name = Component.DefaultName,
                Type = type,
                Flavor = "local",
                Configuration = new ConfigurationMap(),
                Workspace = reference,
                Created = created,
                Updated = created,
            };
            await unit.Components.AddAsync(component, cancellationToken);
            components.Add(component);
        }

        await unit.Stacks.AddAsync(
            new Stack
            {
                Id = Id<Stack>.New(),
                Name = Stack.DefaultName,
                Components = components,
                Workspace = reference,
                Created = now,
                Updated = now,
            },
            cancellationToken);
        return workspace;
    }

    /// <inheritdoc />
    public Task<Workspace> CreateAsync(string name, string description, CancellationToken cancellationToken)
    {
        ResourceName.Check("workspace", name);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                await EnsureNameIsFreeAsync(unit, name, token);
                var workspace = await AddWithDefaultsAsync(unit, name, description, clock.GetMicrosecondUtcNow(), token);
                await unit.Access.SaveAsync(
                    new RoleBinding
                    {
                        Holder = AccessHolder.Of(caller.UserId),
                        Workspace = workspace.Id,
                        Role = Role.Owner,
                        GrantedBy = caller.UserId,
                        Created = workspace.Created,
                    },
                    token);
                return workspace;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Workspace> FindAsync(string text, LookupMode mode, CancellationToken cancellationToken) => database.ReadAsync(
        (unit, token) => Lookup.FindAsync(unit.Workspaces, "workspace", text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Workspace>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, WorkspaceFields.All);
        return database.ReadAsync(
            async (unit, token) => (await unit.Workspaces.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Workspace> UpdateAsync(Id<Workspace> id, WorkspaceUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var current = await unit.Workspaces.RequireAsync(id, token);
                var changed = current with
                {
                    Name = update.Name is null ? current.Name : ResourceName.Check("workspace", update.Name),
                    Description = update.Description ?? current.Description,
                    Updated = clock.GetTimeOfChange(current.Updated),
                };
                if (changed.Name != current.Name)
                {
                    if (current.Name == Workspace.DefaultName)
                    {
                        throw new ZenException(ErrorCode.NotAllowed, "The default workspace cannot be renamed.");
                    }

                    await EnsureNameIsFreeAsync(unit, changed.Name, token);
                }

                await unit.Workspaces.UpdateAsync(changed, token);
                return changed;
            },
            (unit, token) => unit.Workspaces.RequireAsync(id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<WorkspaceCounts> CountAsync(Id<Workspace> id, CancellationToken cancellationToken) => database.ReadAsync(
        async (unit, token) =>
        {
            var workspace = await unit.Workspaces.RequireAsync(id, token);
            if (!audit.Allows(AuditAction.Delete, workspace.Id))
            {
                return await unit.Workspaces.CountAsync(workspace.Id, token);
            }

            // Who may delete the workspace is told what would be deleted, even without a role in it.
            var counts = await unit.Whole.Workspaces.CountAsync(workspace.Id, token);

            var (live, deleted) = await unit.Secrets.CountOfOthersAsync(workspace.Id, caller.UserId, token);
            return counts with { SecretsOfOthers = live, DeletedSecretsOfOthers = deleted };
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(Id<Workspace> id, bool force, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var workspace = await unit.Workspaces.RequireAsync(id, token);
            await audit.EnsureAllowedAsync(unit, AuditAction.Delete, id, token);
            if (workspace.Name == Workspace.DefaultName)
            {
                throw new ZenException(ErrorCode.NotAllowed, "The default workspace cannot be deleted.");
            }

            var (live, deleted) = await unit.Secrets.CountOfOthersAsync(id, caller.UserId, token);
            WorkspaceDeletion.EnsureAllowed(workspace.Name, live, deleted, force);
            await audit.AddDependentsAsync(unit, DependentOwner.Workspace, id.Value, token);
            await unit.Workspaces.DeleteAsync(id, token);
            return workspace;
        },
        (unit, token) => unit.Workspaces.RequireAsync(id, token),
        cancellationToken);

    private static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, string name, CancellationToken cancellationToken)
    {
        // Names of workspaces that do not exist for the caller are in use too.
        if ((await unit.Whole.Workspaces.FindByNameAsync(name, cancellationToken)).Count > 0)
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"A workspace named '{name}' already exists.");
        }
    }
}
