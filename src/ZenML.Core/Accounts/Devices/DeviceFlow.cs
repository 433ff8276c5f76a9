using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Devices;

/// <summary>
/// The device authorization flow (RFC 8628), as far as the unauthenticated device takes part. Created once per server,
/// not per caller.
/// </summary>
/// <param name="dependencies">The database and the clock.</param>
/// <param name="deviceLifetime">How long the login of a device is valid.</param>
public sealed class DeviceFlow(ServiceDependencies dependencies, TimeSpan deviceLifetime)
{
    /// <summary>The maximum number of pending devices per IPv4 address or IPv6 /64 network.</summary>
    public const int MaximumPendingPerNetwork = 20;

    /// <summary>The maximum number of pending devices in total.</summary>
    public const int MaximumPending = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Starts the flow for a client. Its existing device is not changed until the new one is approved.</summary>
    /// <param name="clientId">The id that the client has chosen.</param>
    /// <param name="description">The description of the device.</param>
    /// <param name="from">The origin of the request. Limits apply per host.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.TooManyAttempts"/>: too many devices are pending.</exception>
    public async Task<DeviceAuthorization> BeginAsync(
        Guid clientId, DeviceDescription description, ClientAddress from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(from);

        // Anyone can ask, so a refusal must not cost a write transaction, for which others would wait.
        await dependencies.Database.ReadAsync((unit, token) => EnsureBelowLimitsAsync(unit, from, token), cancellationToken);
        var (deviceCode, userCode) = (SecretToken.New(), SecretToken.NewShort());
        return await dependencies.Database.WriteAsync(
            async (unit, token) =>
            {
                var now = dependencies.Clock.GetMicrosecondUtcNow();
                await unit.Devices.DeleteExpiredAsync(now, token);
                await EnsureBelowLimitsAsync(unit, from, token);
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
                var codes = new DeviceCodes(SecretToken.Hash(userCode), SecretToken.Hash(deviceCode));
                await unit.Devices.AddAsync(device, codes, from.Host, token);
                return new DeviceAuthorization(device, deviceCode, userCode, Lifetime, Interval);
            },
            cancellationToken);
    }

    /// <summary>Completes the login of a device once its owner has approved it. A device code works once.</summary>
    public async Task<DeviceLogin> FinishAsync(
        Guid clientId, SensitiveString deviceCode, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deviceCode);

        // Devices poll every few seconds, and most responses are "not yet". Only the last one needs a write.
        var seen = await dependencies.Database.ReadAsync(
            (unit, token) => EvaluateAsync(unit, clientId, deviceCode, token), cancellationToken);
        if (seen is { Outcome: DeviceLoginOutcome.AccessDenied, User: not null })
        {
            // Wrong device codes are not recorded: anyone can send any number of them, and 256 bits cannot be guessed.
            dependencies.Reads.RecordRepeated(
                $"device\n{seen.Device!.Id}",
                Event(dependencies.Clock.GetMicrosecondUtcNow(), AuditOutcome.Failed, seen.User, seen.Device, address));
        }

        return seen.Outcome == DeviceLoginOutcome.Granted
            ? await dependencies.Database.WriteAsync(
                (unit, token) => GrantAsync(unit, clientId, deviceCode, address, token), cancellationToken)
            : new DeviceLogin(seen.Outcome, null, null);
    }

    private async Task<DeviceLogin> GrantAsync(
        IUnitOfWork unit, Guid clientId, SensitiveString deviceCode, string? address, CancellationToken cancellationToken)
    {
        var (outcome, found, owner) = await EvaluateAsync(unit, clientId, deviceCode, cancellationToken);
        if (outcome != DeviceLoginOutcome.Granted || found is not { } device || owner is not { } user)
        {
            return new DeviceLogin(outcome, null, null);
        }

        var now = dependencies.Clock.GetMicrosecondUtcNow();
        var expires = now + deviceLifetime;
        foreach (var (other, _) in await unit.Devices.FindByClientAsync(clientId, cancellationToken))
        {
            if (other.Id != device.Id && other.User == device.User)
            {
                await unit.Devices.DeleteAsync(other.Id, cancellationToken);
                var deleted = Event(now, AuditOutcome.Success, user, other, address) with { Action = AuditAction.Delete };
                await unit.Audit.AddAsync([deleted], cancellationToken);
            }
        }

        await unit.Devices.UpdateAsync(
            device with { Status = DeviceStatus.Active, Expires = expires, LastLogin = now, Updated = now }, cancellationToken);
        await unit.Audit.AddAsync([Event(now, AuditOutcome.Success, user, device, address)], cancellationToken);
        await LoginsAfterReset.RecordAsync(unit, user, address, now, cancellationToken);
        var credentials = await unit.Credentials.FindAsync(user.Id, cancellationToken);
        var claims = TokenClaims.OfLogin(user.Id, credentials.Generation) with { Device = device.Id };
        await unit.Tokens.AddAsync(claims, now, expires, address, cancellationToken);
        return new DeviceLogin(outcome, new LoginGrant(user, claims) { Lifetime = deviceLifetime }, expires);
    }

    /// <remarks>
    /// A client can have several pending requests: earlier ones, and those of others who use its id.
    /// </remarks>
    private async Task<(DeviceLoginOutcome Outcome, Device? Device, User? User)> EvaluateAsync(
        IUnitOfWork unit, Guid clientId, SensitiveString deviceCode, CancellationToken cancellationToken)
    {
        var devices = await unit.Devices.FindByClientAsync(clientId, cancellationToken);
        if (devices.Count == 0)
        {
            return (DeviceLoginOutcome.InvalidClient, null, null);
        }

        if (devices.FirstOrDefault(found => SecretToken.Matches(deviceCode, found.Codes.Device)).Device is not { } device)
        {
            return (DeviceLoginOutcome.AccessDenied, devices[0].Device, null);
        }

        var user = device.User is { } owner ? await unit.Users.FindByIdAsync(owner.Value, cancellationToken) : null;
        return (device.Status switch
        {
            DeviceStatus.Pending or DeviceStatus.Verified when device.Expires <= dependencies.Clock.GetUtcNow() =>
                DeviceLoginOutcome.ExpiredToken,
            DeviceStatus.Pending => DeviceLoginOutcome.AuthorizationPending,
            DeviceStatus.Verified when user is { IsActive: true, IsServiceAccount: false } => DeviceLoginOutcome.Granted,
            _ => DeviceLoginOutcome.AccessDenied,
        }, device, user);
    }

    private async Task<bool> EnsureBelowLimitsAsync(IUnitOfWork unit, ClientAddress from, CancellationToken cancellationToken)
    {
        var now = dependencies.Clock.GetUtcNow();
        return await unit.Devices.CountPendingAsync(from.Host, now, cancellationToken) < MaximumPendingPerNetwork
            && await unit.Devices.CountPendingAsync(null, now, cancellationToken) < MaximumPending
            ? true
            : throw new ZenException(ErrorCode.TooManyAttempts, "Too many devices are waiting for approval. Try again in a few minutes.")
            {
                RetryAfter = Lifetime,
            };
    }

    private static AuditEvent Event(
        DateTimeOffset now, AuditOutcome outcome, User? user, IResource? device, string? address) => new()
    {
        Id = AuditEvent.NewId(now),
        Created = now,
        UserId = user?.Id,
        UserName = user?.Name ?? "",
        Action = AuditAction.Login,
        ResourceType = "device",
        ResourceId = device?.Uuid,
        ResourceName = device?.DisplayName,
        Address = address,
        Outcome = outcome,
    };
}
