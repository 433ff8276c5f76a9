using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Client;

/// <summary>Flavors of components: the stock ones and those registered in the active workspace.</summary>
public sealed class FlavorsClient
{
    private readonly ClientSession session;

    internal FlavorsClient(ClientSession session) => this.session = session;

    /// <summary>Registers a custom flavor in the active workspace. It may repeat the name of a stock flavor and then comes before it
    /// there.</summary>
    /// <exception cref="Core.Errors.ZenException">The name is invalid, or that of another custom flavor.</exception>
    public async Task<Flavor> RegisterAsync(FlavorDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        return await (await session.OpenAsync(cancellationToken)).Flavors.RegisterAsync(home, definition, cancellationToken);
    }

    /// <summary>A flavor, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or more than one fits.</exception>
    public async Task<Flavor> GetAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        return await (await session.OpenAsync(cancellationToken)).Flavors.FindAsync(home, type, nameOrId, mode, cancellationToken);
    }

    /// <summary>One page of the flavors that fit: stock flavors, and those of the active workspace unless the query names
    /// another.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<Flavor>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Flavors.ListAsync(
            await ListQueries.ConfineAsync(query, session, cancellationToken), cancellationToken);

    /// <summary>All flavors that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<Flavor> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Deletes a custom flavor.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, it is a stock flavor, or a component uses it.</exception>
    public async Task DeleteAsync(Id<Flavor> id, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Flavors.DeleteAsync(id, cancellationToken);

    /// <summary>Deletes a custom flavor, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, more than one fits, it is a stock flavor, or a component uses
    /// it.</exception>
    public async Task DeleteAsync(
        ComponentType type, string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await DeleteAsync((await GetAsync(type, nameOrId, mode, cancellationToken)).Id, cancellationToken);
}
