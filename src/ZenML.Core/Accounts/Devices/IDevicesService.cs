using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Devices;

/// <summary>Operations on the devices of the caller, and on pending devices whose code the caller knows.</summary>
public interface IDevicesService
{
    /// <summary>Returns a device of the caller, or a pending device if the user code is right.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Device> GetAsync(Id<Device> id, SensitiveString? userCode, CancellationToken cancellationToken);

    /// <summary>Returns one page of the caller's matching devices.</summary>
    Task<Page<Device>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Approves a pending device, which can then obtain a token for the caller's account. The third wrong code locks
    /// it.
    /// </summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<Device> VerifyAsync(Id<Device> id, SensitiveString userCode, bool isTrusted, CancellationToken cancellationToken);

    /// <summary>Locks or unlocks a device of the caller. The tokens of a locked device are not valid.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Device> SetLockedAsync(Id<Device> id, bool? isLocked, CancellationToken cancellationToken);

    /// <summary>Deletes a device of the caller and revokes its tokens.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken);
}
