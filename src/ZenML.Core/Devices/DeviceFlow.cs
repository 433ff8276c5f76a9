using ZenML.Core.Auditing;
using ZenML.Core.Credentials;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Users;

namespace ZenML.Core.Devices;

/// <summary>The two requests of the device itself, which nobody vouches for yet. Made once for a server, not for a caller.</summary>
public sealed class DeviceFlow(ServiceParts parts)
{
    // Whoever can reach the server can ask; more than this at once is not a team any more.
    private const long MostPending = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Begins the flow for a client. A device that the client had before is forgotten, and its tokens with it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>: too many devices wait.</exception>
    public Task<DeviceAuthorization> BeginAsync(Guid clientId, DeviceDescription description, CancellationToken cancellationToken)
    {
        var (deviceCode, userCode) = (SecretToken.New(), SecretToken.NewShort());
        return parts.Database.WriteAsync(
            async (unit, token) =>
            {
                var now = parts.Clock.GetMicrosecondUtcNow();
                await unit.Devices.DeleteExpiredAsync(now, token);
                if (await unit.Devices.FindByClientAsync(clientId, token) is { } former)
                {
                    await unit.Devices.DeleteAsync(former.Device.Id, token);
                }
                else if (await unit.Devices.CountPendingAsync(token) >= MostPending)
                {
                    throw new ZenException(ErrorCode.TooManyAttempts, "Too many devices wait to be verified. Try again in a few minutes.") { RetryAfter = Lifetime };
                }

                var device = new Device
                {
                    Id = Id<Device>.New(),
                    ClientId = clientId,
                    Status = DeviceStatus.Pending,
                    Expires = now + Lifetime,
                    Description = description,
                    Created = now,
                    Updated = now,
                };
                await unit.Devices.AddAsync(device, new DeviceCodes(SecretToken.Hash(userCode), SecretToken.Hash(deviceCode)), token);
                return new DeviceAuthorization(device, deviceCode, userCode, Lifetime, Interval);
            },
            cancellationToken);
    }

    /// <summary>Gives the device its login once its owner has verified it; once only.</summary>
    public Task<DeviceLogin> FinishAsync(Guid clientId, SensitiveString deviceCode, string? address, CancellationToken cancellationToken) =>
        parts.Database.WriteAsync(
            async (unit, token) =>
            {
                if (await unit.Devices.FindByClientAsync(clientId, token) is not { } found)
                {
                    return new DeviceLogin(DeviceLoginOutcome.InvalidClient, null);
                }

                var (device, codes) = found;
                var now = parts.Clock.GetMicrosecondUtcNow();
                var user = device.User is { } owner ? await unit.Users.FindByIdAsync(owner.Value, token) : null;
                var isRight = SecretToken.Matches(deviceCode, codes.Device);
                var outcome = device.Status switch
                {
                    _ when !isRight => DeviceLoginOutcome.AccessDenied,
                    DeviceStatus.Pending or DeviceStatus.Verified when device.Expires <= now => DeviceLoginOutcome.ExpiredToken,
                    DeviceStatus.Pending => DeviceLoginOutcome.AuthorizationPending,
                    DeviceStatus.Verified when user is { IsActive: true } => DeviceLoginOutcome.Granted,
                    _ => DeviceLoginOutcome.AccessDenied,
                };
                if (outcome == DeviceLoginOutcome.AccessDenied)
                {
                    await unit.Audit.AddAsync([Event(now, AuditOutcome.Failed, user, device, address)], token);
                }

                if (outcome != DeviceLoginOutcome.Granted)
                {
                    return new DeviceLogin(outcome, null);
                }

                // From here on the device lives until it is locked or deleted.
                await unit.Devices.UpdateAsync(device with { Status = DeviceStatus.Active, Expires = null, LastLogin = now, Updated = now }, token);
                await unit.Audit.AddAsync([Event(now, AuditOutcome.Success, user, device, address)], token);
                var credentials = await unit.Credentials.FindAsync(user!.Id, token);
                return new DeviceLogin(outcome, new LoginGrant(user, new TokenClaims(user.Id, credentials.Generation) { Device = device.Id }));
            },
            cancellationToken);

    private static AuditEvent Event(DateTimeOffset now, AuditOutcome outcome, User? user, IResource device, string? address) => new()
    {
        Id = AuditEvent.NewId(now),
        Created = now,
        UserId = user?.Id,
        UserName = user?.Name ?? "",
        Action = AuditAction.Login,
        ResourceType = "device",
        ResourceId = device.Uuid,
        ResourceName = device.DisplayName,
        Address = address,
        Outcome = outcome,
    };
}
