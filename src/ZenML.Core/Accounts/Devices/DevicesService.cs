using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Devices;

/// <summary>Manages the devices of an account.</summary>
public sealed class DevicesService(Caller caller, ServiceDependencies dependencies) : IDevicesService
{
    private const int AttemptsUntilLocked = 3;

    private readonly AuditTrail audit = new(caller, dependencies, "device");

    /// <inheritdoc />
    public async Task<Device> GetAsync(Id<Device> id, SensitiveString? userCode, CancellationToken cancellationToken)
    {
        var found = await dependencies.Database.ReadAsync((unit, token) => unit.Devices.FindAsync(id, token), cancellationToken);
        if (found is { } own && IsOwn(own.Device))
        {
            return own.Device;
        }

        if (found is not { Device: { User: null, Status: DeviceStatus.Pending } device } || userCode is null)
        {
            throw NoSuchDevice(id);
        }

        if (SecretToken.Matches(userCode, found.Value.Codes.User))
        {
            return device;
        }

        // Counts as a wrong code, as in an approval. Otherwise the code could be guessed here.
        await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                if (await unit.Devices.FindAsync(id, token) is { Device: { User: null, Status: DeviceStatus.Pending } again })
                {
                    await CountWrongCodeAsync(unit, again, dependencies.Clock.GetMicrosecondUtcNow(), token);
                }

                return true;
            },
            CancellationToken.None);
        throw NoSuchDevice(id);
    }

    /// <inheritdoc />
    public Task<Page<Device>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        var parsed = QueryParser.Parse(query, DeviceFields.All);
        return dependencies.Database.ReadAsync(
            async (unit, token) => (await unit.Devices.ListAsync(parsed, caller.UserId, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Device> VerifyAsync(Id<Device> id, SensitiveString userCode, bool isTrusted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(userCode);
        var now = dependencies.Clock.GetMicrosecondUtcNow();

        // A wrong code is counted, so the transaction must be committed before the error is thrown. It returns no
        // device then.
        var refused = (Device?)null;
        var changed = await audit.ChangeAsync<Device?>(
            AuditAction.Verify,
            async (unit, token) =>
            {
                Permission.RequirePasswordSession(caller, "approve devices");
                var (device, codes) = await unit.Devices.FindAsync(id, token) ?? throw NoSuchDevice(id);
                if (device.User is not null && !IsOwn(device))
                {
                    throw NoSuchDevice(id);
                }

                if (device.Status != DeviceStatus.Pending || device.Expires <= now)
                {
                    throw new ZenException(
                        ErrorCode.InvalidArgument, "This device is no longer waiting for approval. Start the login on the device again.");
                }

                if (!SecretToken.Matches(userCode, codes.User))
                {
                    refused = await CountWrongCodeAsync(unit, device, now, token);
                    return null;
                }

                var verified = device with
                {
                    User = caller.UserId, Status = DeviceStatus.Verified, IsTrusted = isTrusted, FailedAttempts = 0, Updated = now,
                };
                await unit.Devices.UpdateAsync(verified, token);
                return verified;
            },
            device => device is null ? [] : [device],
            cancellationToken);
        return changed ?? throw new ZenException(ErrorCode.InvalidArgument, refused is { Status: DeviceStatus.Locked }
            ? "The code is wrong, and the device is now locked. Start the login on the device again."
            : "The code is wrong.");
    }

    /// <inheritdoc />
    public Task<Device> SetLockedAsync(Id<Device> id, bool? isLocked, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Update,
        async (unit, token) =>
        {
            if (isLocked == false)
            {
                Permission.RequirePersonalSession(caller, "unlock devices");
            }

            var device = await RequireOwnAsync(unit, id, token);
            var changed = device with
            {
                Status = (isLocked, device.Status) switch
                {
                    (true, _) => DeviceStatus.Locked,
                    (false, DeviceStatus.Locked) => DeviceStatus.Active,
                    var (_, status) => status,
                },
                Updated = dependencies.Clock.GetTimeOfChange(device.Updated),
            };
            await unit.Devices.UpdateAsync(changed, token);
            return changed;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(Id<Device> id, CancellationToken cancellationToken) => audit.ChangeAsync(
        AuditAction.Delete,
        async (unit, token) =>
        {
            var device = await RequireOwnAsync(unit, id, token);
            await unit.Devices.DeleteAsync(id, token);
            return device;
        },
        cancellationToken);

    private static ZenException NoSuchDevice(Id<Device> id) => new(ErrorCode.NotFound, $"There is no device with the id {id}.");

    private bool IsOwn(Device device) => device.User is { } owner && Permission.IsSelf(caller, owner);

    private async Task<Device> CountWrongCodeAsync(IUnitOfWork unit, Device device, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failed = device with
        {
            FailedAttempts = device.FailedAttempts + 1,
            Status = device.FailedAttempts + 1 >= AttemptsUntilLocked ? DeviceStatus.Locked : DeviceStatus.Pending,
            Updated = now,
        };
        await unit.Devices.UpdateAsync(failed, cancellationToken);
        await unit.Audit.AddAsync(
            [AuditEvent.Of(caller, now, AuditAction.Verify, "device", device, AuditOutcome.Failed)], cancellationToken);
        return failed;
    }

    private async Task<Device> RequireOwnAsync(IUnitOfWork unit, Id<Device> id, CancellationToken cancellationToken) =>
        await unit.Devices.FindAsync(id, cancellationToken) is { } found && IsOwn(found.Device) ? found.Device : throw NoSuchDevice(id);
}
