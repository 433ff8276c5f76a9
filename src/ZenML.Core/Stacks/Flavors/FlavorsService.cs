using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>Manages the flavors: the built-in ones, which cannot be changed, and the custom ones of a workspace.</summary>
public sealed class FlavorsService(Caller caller, ServiceDependencies dependencies) : IFlavorsService
{
    /// <remarks>Definitions are stored and sent in the clear, so they must not hold secrets.</remarks>
    private static void EnsureNoSensitiveDefault(FlavorDefinition definition)
    {
        var attributes = definition.Schema.Attributes
            .Where(attribute => attribute.Default is { } given
                && (attribute.IsSensitive || AddressCredentials.SetApart(given).HoldsSensitive()))
            .Select(attribute => MessageText.Of($"'{attribute.Name}'"))
            .ToArray();
        if (attributes.Length > 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument,
                $"A sensitive attribute, or an address with a password, cannot have a default, because everyone can read flavors: "
                    + $"{string.Join(", ", attributes):raw}. Remove the default, and use a secret reference in the component.");
        }
    }

    private readonly AuditTrail audit = new(caller, dependencies, "flavor");

    private readonly IDatabase database = dependencies.Database;

    private readonly TimeProvider clock = dependencies.Clock;

    /// <inheritdoc />
    public Task<Flavor> RegisterAsync(Id<Workspace> workspace, FlavorDefinition definition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ResourceName.Check("flavor", definition.Name);
        EnsureNoSensitiveDefault(definition);
        return audit.ChangeAsync(
            AuditAction.Create,
            async (unit, token) =>
            {
                var owner = await audit.RequireWorkspaceAsync(unit, workspace, token);
                await EnsureNameIsFreeAsync(unit, new(owner.Id, owner.Name), definition, token);
                var now = clock.GetMicrosecondUtcNow();
                var flavor = new Flavor
                {
                    Id = Id<Flavor>.New(),
                    Definition = definition with { IsCustom = true },
                    Workspace = new(owner.Id, owner.Name),
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
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (unit, token) => Lookup.FindAsync(unit.Flavors.Of(workspace, type), $"{type.Words()} flavor", text, mode, token),
            cancellationToken);

    /// <inheritdoc />
    public Task<Flavor> GetAsync(Id<Flavor> id, CancellationToken cancellationToken) =>
        database.ReadAsync((unit, token) => RequireAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Flavor> UpdateAsync(Id<Flavor> id, FlavorUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var current = await RequireAsync(unit, id, token);
                if (!current.Definition.IsCustom || current.Workspace is null)
                {
                    throw new ZenException(
                        ErrorCode.NotAllowed,
                        $"The {current.Type.Words()} flavor '{current.Name}' is built in; only custom flavors can be changed.");
                }

                var definition = update.Apply(current.Definition) with { IsCustom = true };
                ResourceName.Check("flavor", definition.Name);
                EnsureNoSensitiveDefault(definition);
                if (definition.Name != current.Name || definition.Type != current.Type)
                {
                    await EnsureNameIsFreeAsync(unit, current.Workspace, definition, token);
                }

                var changed = current with { Definition = definition, Updated = clock.GetTimeOfChange(current.Updated) };
                await unit.Flavors.UpdateAsync(changed, token);
                return changed;
            },
            (unit, token) => RequireAsync(unit, id, token),
            cancellationToken);
    }

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
            var flavor = await RequireAsync(unit, id, token);
            if (!flavor.Definition.IsCustom)
            {
                throw new ZenException(
                    ErrorCode.NotAllowed,
                    $"The {flavor.Type.Words()} flavor '{flavor.Name}' is built in; only custom flavors can be deleted.");
            }

            if (await unit.Components.CountByFlavorAsync(flavor.Type, flavor.Name, token) is var users && users > 0)
            {
                throw new ZenException(ErrorCode.NotAllowed,
                    $"The flavor '{flavor.Name}' is used by {Number.Of(users, "component")} and cannot be deleted. To list the "
                    + $"components: zenml {flavor.Type.CommandName()} list --flavor={ShellWord.Quote(flavor.Name)}");
            }

            await unit.Flavors.DeleteAsync(id, token);
            return flavor;
        },
        (unit, token) => RequireAsync(unit, id, token),
        cancellationToken);

    private static async Task<Flavor> RequireAsync(IUnitOfWork unit, Id<Flavor> id, CancellationToken cancellationToken) =>
        await unit.Flavors.FindByIdAsync(id, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no flavor with the id {id}.");

    private static async Task EnsureNameIsFreeAsync(
        IUnitOfWork unit, ResourceReference<Workspace> workspace, FlavorDefinition wanted, CancellationToken cancellationToken)
    {
        var sameName = await unit.Flavors.Of(workspace.Id, wanted.Type).FindByNameAsync(wanted.Name, cancellationToken);
        if (sameName.Any(flavor => flavor.Workspace is not null))
        {
            throw new ZenException(
                ErrorCode.AlreadyExists,
                $"A custom {wanted.Type.Words()} flavor named '{wanted.Name}' already exists in the workspace '{workspace.Name}'.");
        }
    }
}
