using ZenML.Core.Accounts.Devices;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Client;

/// <summary>
/// Manages the machines on which you are logged in because you approved them in a browser. You only see your own devices.
/// </summary>
public class DevicesClient : ResourceClient
{
    private const string Kind = "device";

    internal DevicesClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected DevicesClient()
        : base(null)
    {
    }

    /// <summary>Returns one of your devices.</summary>
    /// <param name="idOrHost">Its id, or the exact name of its host; <paramref name="mode"/> says how much of either is enough.</param>
    /// <param name="mode">How much of an id or name is enough.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such device, more than one matches, or the store is not on a server.
    /// </exception>
    public virtual async Task<Device> GetAsync(
        string idOrHost, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(idOrHost);
        var devices = new DeviceLookup(ListAsync(cancellationToken: cancellationToken));
        return await Lookup.FindAsync(devices, Kind, idOrHost, mode, cancellationToken);
    }

    /// <summary>Returns one page of your devices that match.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or the store is not on a server.
    /// </exception>
    public virtual Task<Page<Device>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAccountsAsync(services => services.Devices.ListAsync(query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all your devices that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or the store is not on a server.
    /// </exception>
    public virtual IAsyncEnumerable<Device> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);

    /// <summary>Logs a device out: its tokens are no longer valid, and it must be approved again.</summary>
    /// <param name="idOrHost">Its id, or the exact name of its host.</param>
    /// <param name="mode">How much of an id is enough.</param>
    /// <param name="cancellationToken">Cancels the request; the device may have been logged out all the same.</param>
    /// <exception cref="Core.Errors.ZenException">
    /// There is no such device, more than one matches, or the store is not on a server.
    /// </exception>
    public virtual async Task RevokeAsync(
        string idOrHost, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        var device = await GetAsync(idOrHost, mode, cancellationToken);
        await Session.CallAccountsAsync(services => services.Devices.DeleteAsync(device.Id, cancellationToken), cancellationToken);
    }
}
