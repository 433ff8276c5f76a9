using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>Stacks of the store in this process, with components masked by <see cref="MaskedComponents"/>.</summary>
internal sealed class MaskedStacks(IStacksService stacks, MaskedComponents components) : IStacksService
{
    public async Task<Stack> RegisterAsync(NewStack stack, CancellationToken cancellationToken) =>
        await HideAsync(await stacks.RegisterAsync(stack, cancellationToken), cancellationToken);

    public Task<ImportedStack> ImportAsync(StackImport import, CancellationToken cancellationToken) =>
        stacks.ImportAsync(import, cancellationToken);

    public async Task<Stack> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken) =>
        await HideAsync(await stacks.FindAsync(workspace, text, mode, cancellationToken), cancellationToken);

    public async Task<Stack> GetAsync(Id<Stack> id, CancellationToken cancellationToken) =>
        await HideAsync(await stacks.GetAsync(id, cancellationToken), cancellationToken);

    public async Task<Page<Stack>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await stacks.ListAsync(query, cancellationToken);
        var hidden = await components.HideAsync([.. page.Items.SelectMany(stack => stack.Components)], cancellationToken);
        var byId = new Dictionary<Id<Component>, Component>();
        foreach (var component in hidden)
        {
            byId[component.Id] = component;
        }

        return page with
        {
            Items = [.. page.Items.Select(stack => stack with
            {
                Components = [.. stack.Components.Select(component => byId[component.Id])],
            })],
        };
    }

    public async Task<Stack> UpdateAsync(Id<Stack> id, StackUpdate update, CancellationToken cancellationToken) =>
        await HideAsync(await stacks.UpdateAsync(id, update, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Component>> DeleteAsync(Id<Stack> id, bool withComponents, CancellationToken cancellationToken) =>
        stacks.DeleteAsync(id, withComponents, cancellationToken);

    private async Task<Stack> HideAsync(Stack stack, CancellationToken cancellationToken) =>
        stack with { Components = await components.HideAsync(stack.Components, cancellationToken) };
}
