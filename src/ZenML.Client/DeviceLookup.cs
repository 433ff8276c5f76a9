using ZenML.Core.Accounts.Devices;
using ZenML.Core.Querying.Lookups;

namespace ZenML.Client;

/// <summary>
/// Finds one of the caller's devices. Servers do not filter by host name, and nobody has many devices, so all of them are read.
/// </summary>
internal sealed class DeviceLookup(IAsyncEnumerable<Device> devices) : ILookupSource<Device>
{
    public async Task<Device?> FindByIdAsync(Guid id, CancellationToken cancellationToken) =>
        await devices.FirstOrDefaultAsync(device => device.Id.Value == id, cancellationToken);

    public Task<IReadOnlyList<Device>> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(device => device.Description.HostName == name, int.MaxValue, cancellationToken);

    public Task<IReadOnlyList<Device>> FindByIdPrefixAsync(string hexadecimalPrefix, int limit, CancellationToken cancellationToken) =>
        FindAsync(
            device => device.Id.Value.ToString("N").StartsWith(hexadecimalPrefix, StringComparison.Ordinal), limit, cancellationToken);

    public Task<IReadOnlyList<Device>> FindByNamePrefixAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        FindAsync(device => device.Description.HostName?.StartsWith(prefix, StringComparison.Ordinal) == true, limit, cancellationToken);

    private async Task<IReadOnlyList<Device>> FindAsync(Func<Device, bool> fits, int limit, CancellationToken cancellationToken) =>
        await devices.Where(fits).Take(limit).ToListAsync(cancellationToken);
}
