using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>Adds a component within a transaction, for a registration and for an import of a stack.</summary>
internal sealed class ComponentRegistration(Caller caller, ServiceDependencies dependencies)
{
    private const int ComparedFlavors = 100;

    private readonly AuditTrail audit = new(caller, dependencies, "component");

    public async Task<Component> AddAsync(IUnitOfWork unit, NewComponent component, CancellationToken cancellationToken)
    {
        var name = ResourceName.Check(component.Type.Words(), component.Name);
        var workspace = await audit.RequireWorkspaceAsync(unit, component.Workspace, cancellationToken);
        var flavor = await RequireFlavorAsync(unit, workspace.Id, component.Type, component.Flavor, cancellationToken);
        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var registered = new Component
        {
            Id = Id<Component>.New(),
            Name = name,
            Type = component.Type,
            Flavor = flavor.Name,
            Configuration = new FlavorValidator(flavor.Definition, dependencies.StructuredText) { KeepsText = component.KeepsText }
                .Check(new ConfigurationMap().Merge(component.Configuration)),
            Labels = new OrderedDictionary<string, string>(component.Labels),
            HasLabels = component.HasLabels || component.Labels.Count > 0,
            Workspace = new(workspace.Id, workspace.Name),
            User = new(caller.UserId, caller.Name),
            Created = now,
            Updated = now,
        };
        await EnsureNameIsFreeAsync(unit, registered, cancellationToken);
        await unit.Components.AddAsync(registered, cancellationToken);
        return registered;
    }

    public static async Task<Flavor> RequireFlavorAsync(
        IUnitOfWork unit, Id<Workspace> workspace, ComponentType type, string name, CancellationToken cancellationToken)
    {
        var flavors = unit.Flavors.Of(workspace, type);
        var found = await flavors.FindByNameAsync(name, cancellationToken);
        if (found.Count > 0)
        {
            return found[0];
        }

        var known = await flavors.FindByNamePrefixAsync("", ComparedFlavors, cancellationToken);
        var hint = NearestName.Find(name, known.Select(flavor => flavor.Name)) is { } nearest
            ? MessageText.Of($"Did you mean '{nearest}'? ")
            : "";
        throw new ZenException(ErrorCode.NotFound,
            $"There is no {type.Words()} flavor '{name}'. {hint:raw}To list the flavors: zenml {type.CommandName()} flavor list");
    }

    public static async Task EnsureNameIsFreeAsync(IUnitOfWork unit, Component wanted, CancellationToken cancellationToken)
    {
        if ((await unit.Components.Of(wanted.Workspace.Id, wanted.Type).FindByNameAsync(wanted.Name, cancellationToken)).Count > 0)
        {
            var article = wanted.Type.Words()[0] is 'a' or 'e' or 'i' or 'o' ? "An" : "A";
            throw new ZenException(ErrorCode.AlreadyExists,
                $"{article} {wanted.Type.Words()} named '{wanted.Name}' already exists in the workspace '{wanted.Workspace.Name}'. "
                    + $"To change it: zenml {wanted.Type.CommandName()} update {ShellWord.Quote(wanted.Name)} --KEY=VALUE");
        }
    }
}
