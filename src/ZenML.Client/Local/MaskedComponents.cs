using ZenML.Client.Remote.Resources;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>
/// Components of the store in this process. Plain text in an attribute that the flavor calls sensitive is masked even if it is stored in
/// the clear: somebody may have changed the database, or the flavor after the component was registered.
/// </summary>
internal sealed class MaskedComponents(IComponentsService components, IFlavorsService flavors) : IComponentsService
{
    public async Task<Component> RegisterAsync(NewComponent component, CancellationToken cancellationToken) =>
        await components.RegisterAsync(component, cancellationToken);

    public async Task<Component> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) =>
        await HideAsync(await components.FindAsync(workspace, type, text, mode, cancellationToken), cancellationToken);

    public async Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken) =>
        (await MarkAsync([await components.RevealAsync(id, cancellationToken)], cancellationToken))[0];

    public async Task<Component> GetAsync(Id<Component> id, CancellationToken cancellationToken) =>
        await HideAsync(await components.GetAsync(id, cancellationToken), cancellationToken);

    public async Task<Page<Component>> ListRevealedAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await components.ListRevealedAsync(query, cancellationToken);
        return page with { Items = await MarkAsync(page.Items, cancellationToken) };
    }

    public async Task<Page<Component>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await components.ListAsync(query, cancellationToken);
        return page with { Items = await HideAsync(page.Items, cancellationToken) };
    }

    public async Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken) =>
        (await MarkAsync([await components.UpdateAsync(id, update, cancellationToken)], cancellationToken))[0];

    public async Task<Component> UpdateRevealedAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken) =>
        (await MarkAsync([await components.UpdateRevealedAsync(id, update, cancellationToken)], cancellationToken))[0];

    public async Task<Component> CopyAsync(Id<Component> id, string name, CancellationToken cancellationToken) =>
        await components.CopyAsync(id, name, cancellationToken);

    public Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken) => components.DeleteAsync(id, cancellationToken);

    /// <summary>Returns components without the plain text in their sensitive attributes.</summary>
    public async Task<IReadOnlyList<Component>> HideAsync(IReadOnlyList<Component> found, CancellationToken cancellationToken) =>
        [.. (await MarkAsync(found, cancellationToken)).Select(ComponentPlainTexts.Hide)];

    private async Task<Component> HideAsync(Component found, CancellationToken cancellationToken) =>
        (await HideAsync([found], cancellationToken))[0];

    private async Task<IReadOnlyList<Component>> MarkAsync(IReadOnlyList<Component> found, CancellationToken cancellationToken)
    {
        var flavorsByName = new Dictionary<(Id<Workspace>, ComponentType, string), Flavor?>();
        var marked = new List<Component>();
        foreach (var component in found)
        {
            if (!ComponentPlainTexts.AreIn(component))
            {
                marked.Add(component);
                continue;
            }

            var key = (component.Workspace.Id, component.Type, component.Flavor);
            if (!flavorsByName.TryGetValue(key, out var flavor))
            {
                flavorsByName[key] = flavor = await FindFlavorAsync(component, cancellationToken);
            }

            marked.Add(ComponentPlainTexts.Mark(component, flavor));
        }

        return marked;
    }

    private async Task<Flavor?> FindFlavorAsync(Component component, CancellationToken cancellationToken)
    {
        try
        {
            return await flavors.FindAsync(
                component.Workspace.Id, component.Type, component.Flavor, LookupMode.Exact, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }
}
