using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;

namespace ZenML.Core.Accounts.Devices;

/// <summary>What a caller can do with devices: their own, and those that wait for someone who knows their code.</summary>
public interface IDevicesService
{
    /// <summary>One of the caller's devices, or one that waits and whose code the caller knows.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Device> GetAsync(Id<Device> id, SensitiveString? userCode, CancellationToken cancellationToken);

    /// <summary>One page of the caller's devices that fit.</summary>
    Task<Page<Device>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Takes a waiting device in: it can now fetch a token of the caller's account. The third wrong code locks it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidArgument"/>.</exception>
    Task<Device> VerifyAsync(Id<Device> id, SensitiveString userCode, bool isTrusted, CancellationToken cancellationToken);

    /// <summary>Locks or unlocks one of the caller's devices. While it is locked, its tokens are worth nothing.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Device> SetLockedAsync(Id<Device> id, bool? isLocked, CancellationToken cancellationToken);

    /// <summary>Deletes one of the caller's devices; its tokens are worth nothing any more.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken);
}
