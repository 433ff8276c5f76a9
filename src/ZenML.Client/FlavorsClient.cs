using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Client;

/// <summary>Manages flavors of components: the built-in ones and those registered in the active workspace.</summary>
public class FlavorsClient : ResourceClient
{
    internal FlavorsClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected FlavorsClient()
        : base(null)
    {
    }

    /// <summary>Registers a custom flavor in the active workspace. It can replace a built-in flavor of the same name there.</summary>
    /// <exception cref="Core.Errors.ZenException">The name is invalid, or another custom flavor has it.</exception>
    public virtual Task<Flavor> RegisterAsync(FlavorDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.Flavors.RegisterAsync(workspace, definition, cancellationToken), cancellationToken);
    }

    /// <summary>Returns a flavor, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such flavor, or more than one matches.</exception>
    public virtual Task<Flavor> GetAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.Flavors.FindAsync(workspace, type, nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Returns one page of the flavors that match: built-in flavors, and those of the active workspace unless the query names another.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<Flavor>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.ListInWorkspaceAsync(
            query, (services, confined) => services.Flavors.ListAsync(confined, cancellationToken), cancellationToken);

    /// <summary>Returns all flavors that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<Flavor> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Deletes a custom flavor.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such flavor, it is a built-in one, or a component uses it.</exception>
    public virtual Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Flavors.DeleteAsync(id, cancellationToken), cancellationToken);

    /// <summary>Deletes a custom flavor, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such flavor, more than one matches, it is a built-in one, or a component uses it.
    /// </exception>
    public virtual async Task DeleteAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var flavor = await GetAsync(type, nameOrId, mode, cancellationToken);
        await DeleteAsync(flavor.Id, cancellationToken);
    }
}
