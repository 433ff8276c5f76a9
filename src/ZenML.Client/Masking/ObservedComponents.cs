using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Masking;

/// <summary>Reports each plain text that is revealed in a sensitive attribute to an observer.</summary>
internal sealed class ObservedComponents(IComponentsService components, Action<SensitiveString> observe) : IComponentsService
{
    public Task<Component> RegisterAsync(NewComponent component, CancellationToken cancellationToken) =>
        components.RegisterAsync(component, cancellationToken);

    public Task<Component> FindAsync(
        Id<Workspace> workspace, ComponentType type, string text, LookupMode mode, CancellationToken cancellationToken) =>
        components.FindAsync(workspace, type, text, mode, cancellationToken);

    public async Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken)
    {
        var component = await components.RevealAsync(id, cancellationToken);
        SensitiveTexts.ForEach(component.Configuration, observe);
        return component;
    }

    public Task<Component> GetAsync(Id<Component> id, CancellationToken cancellationToken) => components.GetAsync(id, cancellationToken);

    public async Task<Page<Component>> ListRevealedAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var page = await components.ListRevealedAsync(query, cancellationToken);
        foreach (var component in page.Items)
        {
            SensitiveTexts.ForEach(component.Configuration, observe);
        }

        return page;
    }

    public Task<Page<Component>> ListAsync(ListQuery query, CancellationToken cancellationToken) =>
        components.ListAsync(query, cancellationToken);

    public Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken) =>
        components.UpdateAsync(id, update, cancellationToken);

    public async Task<Component> UpdateRevealedAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken)
    {
        var component = await components.UpdateRevealedAsync(id, update, cancellationToken);
        SensitiveTexts.ForEach(component.Configuration, observe);
        return component;
    }

    public Task<Component> CopyAsync(Id<Component> id, string name, CancellationToken cancellationToken) =>
        components.CopyAsync(id, name, cancellationToken);

    public Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken) => components.DeleteAsync(id, cancellationToken);
}
