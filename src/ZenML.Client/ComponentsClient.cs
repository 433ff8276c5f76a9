using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client;

/// <summary>Manages stack components. A name belongs to one type of component in the active workspace.</summary>
public class ComponentsClient : ResourceClient
{
    internal ComponentsClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected ComponentsClient()
        : base(null)
    {
    }

    /// <summary>Registers a component in the active workspace after checking it against its flavor.</summary>
    /// <param name="type">The type of the component.</param>
    /// <param name="name">Its name.</param>
    /// <param name="flavor">The name of its flavor.</param>
    /// <param name="configuration">Its attributes; texts can be secret references.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// The name is taken, there is no such flavor, or attributes are invalid; the message names each of them.
    /// </exception>
    public virtual async Task<Component> RegisterAsync(
        ComponentType type,
        string name,
        string flavor,
        ConfigurationMap? configuration = null,
        IReadOnlyDictionary<string, string>? labels = null,
        CancellationToken cancellationToken = default)
    {
        configuration ??= new ConfigurationMap();
        var registered = await Session.CallInWorkspaceAsync(
            (services, workspace) =>
            {
                var component = new NewComponent(workspace, type, name, flavor, configuration);
                return services.Components.RegisterAsync(
                    labels is null ? component : component with { Labels = labels }, cancellationToken);
            },
            cancellationToken);
        Session.WarnOfPlainText(registered, configuration);
        return registered;
    }

    /// <summary>Returns a component, by name or id. Plain text in its sensitive attributes is not decrypted.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, or more than one matches.</exception>
    public virtual Task<Component> GetAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.Components.FindAsync(workspace, type, nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns a component with the plain text of its sensitive attributes decrypted. For use, not for display.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, or the store has another encryption key.</exception>
    public virtual Task<Component> RevealAsync(Id<Component> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Components.RevealAsync(id, cancellationToken), cancellationToken);

    /// <summary>Returns one page of the components that match, in the active workspace unless the query names another.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<Component>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.ListInWorkspaceAsync(
            query, (services, confined) => services.Components.ListAsync(confined, cancellationToken), cancellationToken);

    /// <summary>Returns all components that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    /// <example><code>client.Components.ListAsync(new ListQuery { Type = ComponentType.ExperimentTracker })</code></example>
    public virtual IAsyncEnumerable<Component> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Changes a component and checks the result against its flavor.</summary>
    /// <exception cref="Core.Errors.ZenException">As in <see cref="RegisterAsync"/>, or it is a default component.</exception>
    public virtual async Task<Component> UpdateAsync(
        Id<Component> id, ComponentUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        var changed = await Session.CallAsync(
            services => services.Components.UpdateAsync(id, update, cancellationToken), cancellationToken);
        Session.WarnOfPlainText(changed, update.Configuration);
        return changed;
    }

    /// <summary>Changes a component, by name or id, and checks the result against its flavor.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// As in <see cref="RegisterAsync"/>, or it is a default component, there is none, or more than one matches.
    /// </exception>
    public virtual async Task<Component> UpdateAsync(
        ComponentType type,
        string nameOrId,
        ComponentUpdate update,
        LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default)
    {
        var component = await GetAsync(type, nameOrId, mode, cancellationToken);
        return await UpdateAsync(component.Id, update, cancellationToken);
    }

    /// <summary>Registers a copy under another name, sensitive attributes included.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, or the name is taken.</exception>
    public virtual Task<Component> CopyAsync(Id<Component> id, string newName, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Components.CopyAsync(id, newName, cancellationToken), cancellationToken);

    /// <summary>Registers a copy of a component, by name or id, under another name, sensitive attributes included.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, more than one matches, or the name is taken.</exception>
    public virtual async Task<Component> CopyAsync(
        ComponentType type,
        string nameOrId,
        string newName,
        LookupMode mode = LookupMode.Exact,
        CancellationToken cancellationToken = default)
    {
        var component = await GetAsync(type, nameOrId, mode, cancellationToken);
        return await CopyAsync(component.Id, newName, cancellationToken);
    }

    /// <summary>Deletes a component.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such component, it is a default component, or a stack uses it.</exception>
    public virtual Task DeleteAsync(Id<Component> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Components.DeleteAsync(id, cancellationToken), cancellationToken);

    /// <summary>Deletes a component, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such component, more than one matches, it is a default component, or a stack uses it.
    /// </exception>
    public virtual async Task DeleteAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var component = await GetAsync(type, nameOrId, mode, cancellationToken);
        await DeleteAsync(component.Id, cancellationToken);
    }
}
