using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client;

/// <summary>Stack components. A name belongs to one type of component in the active workspace.</summary>
public sealed class ComponentsClient
{
    private readonly ClientSession session;

    internal ComponentsClient(ClientSession session) => this.session = session;

    /// <summary>Registers a component in the active workspace after checking it against its flavor.</summary>
    /// <param name="type">What it is for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="flavor">The name of its flavor.</param>
    /// <param name="configuration">Its attributes; texts may be secret references.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="Core.Errors.ZenException">The name is taken, there is no such flavor, or attributes are wrong; the message names
    /// every one.</exception>
    public async Task<Component> RegisterAsync(
        ComponentType type,
        string name,
        string flavor,
        ConfigurationMap? configuration = null,
        IReadOnlyDictionary<string, string>? labels = null,
        CancellationToken cancellationToken = default)
    {
        configuration ??= new ConfigurationMap();
        var component = new NewComponent(await session.GetWorkspaceIdAsync(cancellationToken), type, name, flavor, configuration);
        component = labels is null ? component : component with { Labels = labels };
        var registered = await (await session.OpenAsync(cancellationToken)).Components.RegisterAsync(component, cancellationToken);
        session.WarnOfPlainText(registered, configuration);
        return registered;
    }

    /// <summary>A component, by name or id. Plain text in its sensitive attributes is not decrypted.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or more than one fits.</exception>
    public async Task<Component> GetAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        return await (await session.OpenAsync(cancellationToken)).Components.FindAsync(home, type, nameOrId, mode, cancellationToken);
    }

    /// <summary>A component with the plain text of its sensitive attributes decrypted. For use, not for display.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or the store has another encryption key.</exception>
    public async Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Components.RevealAsync(id, cancellationToken);

    /// <summary>One page of the components that fit, in the active workspace unless the query names another.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<Component>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Components.ListAsync(
            await ListQueries.ConfineAsync(query, session, cancellationToken), cancellationToken);

    /// <summary>All components that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    /// <example><code>client.Components.ListAsync(new ListQuery { Type = ComponentType.ExperimentTracker })</code></example>
    public IAsyncEnumerable<Component> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a component and checks the result against its flavor.</summary>
    /// <exception cref="Core.Errors.ZenException">As in <see cref="RegisterAsync"/>; also for the default components.</exception>
    public async Task<Component> UpdateAsync(Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var changed = await (await session.OpenAsync(cancellationToken)).Components.UpdateAsync(id, update, cancellationToken);
        session.WarnOfPlainText(changed, update.Configuration);
        return changed;
    }

    /// <summary>Changes a component, by name or id, and checks the result against its flavor.</summary>
    /// <exception cref="Core.Errors.ZenException">As in <see cref="RegisterAsync"/>; also for the default components, and if none or more
    /// than one fits.</exception>
    public async Task<Component> UpdateAsync(
        ComponentType type, string nameOrId, ComponentUpdate update, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await UpdateAsync((await GetAsync(type, nameOrId, mode, cancellationToken)).Id, update, cancellationToken);

    /// <summary>Registers a copy under another name, sensitive attributes included.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, or the name is taken.</exception>
    public async Task<Component> CopyAsync(Id<Component> id, string newName, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Components.CopyAsync(id, newName, cancellationToken);

    /// <summary>Registers a copy under another name, sensitive attributes included.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, more than one fits, or the name is taken.</exception>
    public async Task<Component> CopyAsync(
        ComponentType type, string nameOrId, string newName, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await CopyAsync((await GetAsync(type, nameOrId, mode, cancellationToken)).Id, newName, cancellationToken);

    /// <summary>Deletes a component.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, it is one of the default components, or a stack has it.</exception>
    public async Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Components.DeleteAsync(id, cancellationToken);

    /// <summary>Deletes a component, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, more than one fits, it is one of the default components, or a stack has
    /// it.</exception>
    public async Task DeleteAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await DeleteAsync((await GetAsync(type, nameOrId, mode, cancellationToken)).Id, cancellationToken);
}
