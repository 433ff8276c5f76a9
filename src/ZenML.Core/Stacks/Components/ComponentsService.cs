using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Text;
using ZenML.Core.Time;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>
/// Manages components: validates them against their flavor, keeps names unique per type, and separates sensitive plain
/// text for encryption.
/// </summary>
public sealed class ComponentsService(Caller caller, ServiceDependencies dependencies) : IComponentsService
{
    /// <summary>How many stacks an error names.</summary>
    private const int ShownStacks = 3;

    private readonly AuditTrail audit = new(caller, dependencies, "component");

    private readonly ComponentRegistration registration = new(caller, dependencies);

    private readonly IDatabase database = dependencies.Database;

    private readonly IStructuredText structuredText = dependencies.StructuredText;

    private readonly TimeProvider clock = dependencies.Clock;

    /// <inheritdoc />
    public Task<Component> RegisterAsync(NewComponent component, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(component);
        ResourceName.Check(component.Type.Words(), component.Name);
        return audit.ChangeAsync(AuditAction.Create, (unit, token) => registration.AddAsync(unit, component, token), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Component> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (unit, token) => Lookup.FindAsync(unit.Components.Of(workspace, type), type.Words(), text, mode, token), cancellationToken);

    /// <inheritdoc />
    public Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken) => audit.ReadValuesAsync(
        async (unit, token) => await RevealAsync(unit, await RequireAsync(unit, id, token), token),
        component => HasOpened(component) ? [component] : [],
        cancellationToken);

    /// <inheritdoc />
    public Task<Page<Component>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ComponentFields.All);
        return database.ReadAsync(
            async (unit, token) => (await unit.Components.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Component> GetAsync(Id<Component> id, CancellationToken cancellationToken) =>
        database.ReadAsync((unit, token) => RequireAsync(unit, id, token), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Component>> ListRevealedAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, ComponentFields.All);
        return audit.ReadValuesAsync(
            async (unit, token) =>
            {
                var page = (await unit.Components.ListAsync(parsed, token)).EnsureInRange();
                var revealed = new List<Component>();
                foreach (var component in page.Items)
                {
                    revealed.Add(await RevealAsync(unit, component, token));
                }

                return page with { Items = revealed };
            },
            page => [.. page.Items.Where(HasOpened)],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            (unit, token) => ChangeAsync(unit, id, update, token),
            (unit, token) => RequireAsync(unit, id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Component> UpdateRevealedAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return audit.ChangeAsync(
            AuditAction.Update,
            async (unit, token) =>
            {
                var changed = await unit.Components.RevealAsync(await ChangeAsync(unit, id, update, token), token);
                await audit.AddAsync(unit, AuditAction.Read, HoldsValues(changed) ? [changed] : [], token);
                return changed;
            },
            (unit, token) => RequireAsync(unit, id, token),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<Component> CopyAsync(Id<Component> id, string name, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Create,
        async (unit, token) =>
        {
            var original = await unit.Components.RevealAsync(await RequireAsync(unit, id, token), token);
            var now = clock.GetMicrosecondUtcNow();
            var copy = original with
            {
                Id = Id<Component>.New(),
                Name = ResourceName.Check(original.Type.Words(), name),
                User = new(caller.UserId, caller.Name),
                Created = now,
                Updated = now,
            };
            await ComponentRegistration.EnsureNameIsFreeAsync(unit, copy, token);
            if (await unit.Flavors.Of(copy.Workspace.Id, copy.Type).FindByNameAsync(copy.Flavor, token) is [var flavor, ..])
            {
                // The original may be older than the flavor, or changed by another program. The copy is encrypted in
                // any case.
                copy = copy with { Configuration = FlavorValidator.SetApart(flavor.Definition, copy.Configuration) };
            }

            await unit.Components.AddAsync(copy, token);
            return copy;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var component = await RequireAsync(unit, id, token);
            if (component.IsDefault)
            {
                throw new ZenException(ErrorCode.NotAllowed, $"The default {component.Type.Words()} cannot be deleted.");
            }

            if (await unit.Components.CountStacksAsync(id, token) is var stacks && stacks > 0)
            {
                throw new ZenException(ErrorCode.NotAllowed,
                    $"The {component.Type.Words()} '{component.Name}' is part of {await NameStacksAsync(unit, id, stacks, token):raw}. "
                        + $"Remove it from {(stacks == 1 ? "that stack" : "those stacks")} first: zenml stack remove-component --help");
            }

            await unit.Components.DeleteAsync(id, token);
            return component;
        },
        (unit, token) => RequireAsync(unit, id, token),
        cancellationToken);

    private async Task<Component> ChangeAsync(
        IUnitOfWork unit, Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken)
    {
        var current = await RequireAsync(unit, id, cancellationToken);
        if (current.IsDefault)
        {
            throw new ZenException(ErrorCode.NotAllowed, $"The default {current.Type.Words()} cannot be changed.");
        }

        var labels = update.ApplyTo(current.Labels);
        var changed = current with
        {
            Name = update.Name is null ? current.Name : ResourceName.Check(current.Type.Words(), update.Name),
            Type = update.Type ?? current.Type,
            Flavor = update.Flavor is null ? current.Flavor : ResourceName.Check("flavor", update.Flavor),
            Labels = labels,
            HasLabels = !update.ClearLabels && (current.HasLabels || update.NewLabels is not null || labels.Count > 0),
            Updated = clock.GetTimeOfChange(current.Updated),
        };
        changed = changed with { Configuration = await ChangeConfigurationAsync(unit, changed, update, cancellationToken) };
        if (changed.Name != current.Name || changed.Type != current.Type)
        {
            await ComponentRegistration.EnsureNameIsFreeAsync(unit, changed, cancellationToken);
        }

        await unit.Components.UpdateAsync(changed, cancellationToken);
        return changed;
    }

    /// <summary>The first stacks that a component is part of, for the error.</summary>
    private static async Task<string> NameStacksAsync(IUnitOfWork unit, Id<Component> id, int stacks, CancellationToken cancellationToken)
    {
        var query = QueryParser.Parse(new ListQuery { Size = ShownStacks, ["component_id"] = id.ToString() }, StackFields.All);
        var page = await unit.Stacks.ListAsync(query, cancellationToken);
        var names = page.Items.Select(stack => MessageText.Of($"'{stack.Name}'")).ToList();
        if (stacks > names.Count)
        {
            names.Add(MessageText.Of($"{stacks - names.Count} more"));
        }

        return $"the {(stacks == 1 ? "stack" : "stacks")} {Sentence.Join(names)}";
    }

    /// <remarks>Viewers see that there are values, and read none.</remarks>
    private Task<Component> RevealAsync(IUnitOfWork unit, Component component, CancellationToken cancellationToken) =>
        MayReadValues(component) ? unit.Components.RevealAsync(component, cancellationToken) : Task.FromResult(component);

    private bool HasOpened(Component component) => HoldsValues(component) && MayReadValues(component);

    private bool MayReadValues(Component component) => audit.Allows(AuditAction.Read, component.Workspace.Id);

    private static bool HoldsValues(Component component) => component.Configuration.HoldsSensitive();

    private async Task<ConfigurationMap> ChangeConfigurationAsync(
        IUnitOfWork unit, Component component, ComponentUpdate update, CancellationToken cancellationToken)
    {
        var configuration = update.NewConfiguration is null
            ? component.Configuration
            : new ConfigurationMap().Merge(update.NewConfiguration);
        if (update.Configuration.Count == 0 && (update.NewConfiguration is null || configuration.Count == 0))
        {
            return configuration;
        }

        var flavor = await ComponentRegistration.RequireFlavorAsync(
            unit, component.Workspace.Id, component.Type, component.Flavor, cancellationToken);
        var validator = new FlavorValidator(flavor.Definition, structuredText)
        {
            KeepsText = update.KeepsText,
            Given = update.Configuration.Keys.Concat(update.NewConfiguration?.Keys ?? []).ToHashSet(StringComparer.Ordinal),
        };
        return validator.Check(configuration.Merge(update.Configuration));
    }

    private static async Task<Component> RequireAsync(IUnitOfWork unit, Id<Component> id, CancellationToken cancellationToken) =>
        await unit.Components.FindByIdAsync(id, cancellationToken)
            ?? throw new ZenException(ErrorCode.NotFound, $"There is no component with the id {id}.");
}
