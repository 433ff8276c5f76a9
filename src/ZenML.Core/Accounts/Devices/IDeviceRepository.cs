using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Devices;

/// <summary>Where devices are kept.</summary>
public interface IDeviceRepository
{
    /// <summary>The device of an id, with what is kept of its codes.</summary>
    Task<(Device Device, DeviceCodes Codes)?> FindAsync(Id<Device> id, CancellationToken cancellationToken);

    /// <summary>The devices of a client, the latest first, with what is kept of their codes.</summary>
    Task<IReadOnlyList<(Device Device, DeviceCodes Codes)>> FindByClientAsync(Guid clientId, CancellationToken cancellationToken);

    /// <summary>One page of an account's devices that fit.</summary>
    Task<Page<Device>> ListAsync(ResourceQuery query, Id<User> owner, CancellationToken cancellationToken);

    /// <summary>How many devices wait to be approved.</summary>
    /// <param name="network">The network that they asked from; null for all.</param>
    /// <param name="now">Devices that expired by then do not count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<long> CountPendingAsync(string? network, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="codes">The hashes of its codes.</param>
    /// <param name="network">The network that it asked from.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddAsync(Device device, DeviceCodes codes, string network, CancellationToken cancellationToken);

    /// <summary>Writes owner, status and what changes with them.</summary>
    Task UpdateAsync(Device device, CancellationToken cancellationToken);

    /// <summary>Deletes a device.</summary>
    Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken);

    /// <summary>Deletes the devices that expired.</summary>
    Task DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
