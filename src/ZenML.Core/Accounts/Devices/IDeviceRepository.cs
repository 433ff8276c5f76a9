using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Devices;

/// <summary>Stores devices.</summary>
public interface IDeviceRepository
{
    /// <summary>Returns the device with an id, with the hashes of its codes.</summary>
    Task<(Device Device, DeviceCodes Codes)?> FindAsync(Id<Device> id, CancellationToken cancellationToken);

    /// <summary>Returns the devices of a client, latest first, with the hashes of their codes.</summary>
    Task<IReadOnlyList<(Device Device, DeviceCodes Codes)>> FindByClientAsync(Guid clientId, CancellationToken cancellationToken);

    /// <summary>Returns one page of an account's matching devices.</summary>
    Task<Page<Device>> ListAsync(ResourceQuery query, Id<User> owner, CancellationToken cancellationToken);

    /// <summary>Returns the number of pending devices.</summary>
    /// <param name="network">The network of the requests; null for all.</param>
    /// <param name="now">The current time. Expired devices do not count.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<long> CountPendingAsync(string? network, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Adds a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="codes">The hashes of its codes.</param>
    /// <param name="network">The network of the request.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddAsync(Device device, DeviceCodes codes, string network, CancellationToken cancellationToken);

    /// <summary>Updates owner, status and related properties.</summary>
    Task UpdateAsync(Device device, CancellationToken cancellationToken);

    /// <summary>Deletes a device.</summary>
    Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken);

    /// <summary>Deletes expired devices.</summary>
    Task DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
