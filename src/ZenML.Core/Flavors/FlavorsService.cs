using ZenML.Core.Auditing;
using ZenML.Core.Components;
using ZenML.Core.Errors;
using ZenML.Core.Lookups;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Users;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Flavors;

/// <summary>Owns the flavors: stock ones that nobody changes, custom ones of a workspace.</summary>
public sealed class FlavorsService(Caller caller, ServiceParts parts) : IFlavorsService
{
    private readonly AuditTrail audit = new(caller, parts, "flavor");

    private readonly IDatabase database = parts.Database;

    private readonly TimeProvider clock = parts.Clock;

    /// <inheritdoc />
    public Task<Flavor> RegisterAsync(Id<Workspace> workspace, FlavorDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ResourceName.Check("flavor", definition.Name);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                var home = await unit.Workspaces.FindByIdAsync(workspace.Value, token)
                    ?? throw new ZenException(ErrorCode.NotFound, $"There is no workspace with the id {workspace}.");
                var sameName = await unit.Flavors.Of(workspace, definition.Type).FindByNameAsync(definition.Name, token);
                if (sameName.Any(flavor => flavor.Workspace is not null))
                {
                    throw new ZenException(ErrorCode.AlreadyExists,
                        $"A custom {definition.Type.Words()} flavor named '{definition.Name}' already exists in the workspace '{home.Name}'.");
                }

                var now = clock.GetMicrosecondUtcNow();
                var flavor = new Flavor
                {
                    Id = Id<Flavor>.New(),
                    Definition = definition with { IsCustom = true },
                    Workspace = new(home.Id, home.Name),
                    User = new(caller.UserId, caller.Name),
                    Created = now,
                    Updated = now,
                };
                await unit.Flavors.AddAsync(flavor, token);
                return flavor;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Flavor> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) => database.ReadAsync(
        (unit, token) => Lookup.FindAsync(unit.Flavors.Of(workspace, type), $"{type.Words()} flavor", text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Flavor>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, FlavorFields.All);
        return database.ReadAsync(async (unit, token) => (await unit.Flavors.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var flavor = await unit.Flavors.FindByIdAsync(id, token)
                ?? throw new ZenException(ErrorCode.NotFound, $"There is no flavor with the id {id}.");
            if (!flavor.Definition.IsCustom)
            {
                throw new ZenException(ErrorCode.NotAllowed, $"The {flavor.Type.Words()} flavor '{flavor.Name}' is a stock flavor; only custom ones can be deleted.");
            }

            if (await unit.Components.CountByFlavorAsync(flavor.Type, flavor.Name, token) is var users && users > 0)
            {
                throw new ZenException(ErrorCode.NotAllowed, $"The flavor '{flavor.Name}' is used by {users} {(users == 1 ? "component" : "components")}.");
            }

            await unit.Flavors.DeleteAsync(id, token);
            return flavor;
        },
        cancellationToken);
}
