using ZenML.Core.Accounts.Devices;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Client;

/// <summary>
/// The machines on which you are logged in because you approved them in a browser. Only your own; devices of others
/// do not exist for you.
/// </summary>
public sealed class DevicesClient
{
    private const string Kind = "device";

    private readonly ClientSession session;

    internal DevicesClient(ClientSession session) => this.session = session;

    /// <summary>One of your devices.</summary>
    /// <param name="idOrHost">Its id, or the exact name of its host; <paramref name="mode"/> says how much of either is enough.</param>
    /// <param name="mode">How much of an id or name is enough.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">There is none, more than one fits, or the store is not on a server.</exception>
    public async Task<Device> GetAsync(string idOrHost, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(idOrHost);
        var devices = new DeviceLookup(ListAsync(cancellationToken: cancellationToken));
        return await Lookup.FindAsync(devices, Kind, idOrHost, mode, cancellationToken);
    }

    /// <summary>One page of your devices that match.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, there is no such page, or the store is not on a server.</exception>
    public async Task<Page<Device>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).ListAsync(query ?? new ListQuery(), cancellationToken);

    /// <summary>All your devices that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, there is no such page, or the store is not on a server.</exception>
    public IAsyncEnumerable<Device> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Logs a device out: its tokens are no longer valid, and it must be approved again.</summary>
    /// <param name="idOrHost">Its id, or the exact name of its host.</param>
    /// <param name="mode">How much of an id is enough.</param>
    /// <param name="cancellationToken">Cancels the request; the device may have been logged out all the same.</param>
    /// <exception cref="Core.Errors.ZenException">There is none, more than one fits, or the store is not on a server.</exception>
    public async Task RevokeAsync(string idOrHost, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default) =>
        await (await OpenAsync(cancellationToken)).DeleteAsync((await GetAsync(idOrHost, mode, cancellationToken)).Id, cancellationToken);

    private async Task<IDevicesService> OpenAsync(CancellationToken cancellationToken) =>
        (await session.OpenAccountsAsync(cancellationToken)).Devices;
}
