using ZenML.Core.Querying;
using ZenML.Core.Users;

namespace ZenML.Core.Devices;

/// <summary>Where devices are kept.</summary>
public interface IDeviceRepository
{
    /// <summary>The device of an id, with what is kept of its codes.</summary>
    Task<(Device Device, DeviceCodes Codes)?> FindAsync(Id<Device> id, CancellationToken cancellationToken);

    /// <summary>The device of a client, with what is kept of its codes.</summary>
    Task<(Device Device, DeviceCodes Codes)?> FindByClientAsync(Guid clientId, CancellationToken cancellationToken);

    /// <summary>One page of an account's devices that fit.</summary>
    Task<Page<Device>> ListAsync(ResourceQuery query, Id<User> owner, CancellationToken cancellationToken);

    /// <summary>How many devices wait for their owner.</summary>
    Task<long> CountPendingAsync(CancellationToken cancellationToken);

    /// <summary>Adds a device.</summary>
    Task AddAsync(Device device, DeviceCodes codes, CancellationToken cancellationToken);

    /// <summary>Writes owner, status and what changes with them.</summary>
    Task UpdateAsync(Device device, CancellationToken cancellationToken);

    /// <summary>Deletes a device.</summary>
    Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken);

    /// <summary>Deletes the devices that expired.</summary>
    Task DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
