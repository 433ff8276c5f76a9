using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Users;

namespace ZenML.Core.Credentials;

/// <summary>Ends sessions for good, on every replica. Created once per server, not per caller.</summary>
public sealed class LogoutService(ServiceParts parts, LoginService logins)
{
    /// <summary>The longest lifetime that a token of any session may have. Revocations are stored that long.</summary>
    public static readonly TimeSpan LongestTokenLifetime = TimeSpan.FromDays(366);

    /// <summary>
    /// Revokes a token and everything that was issued from it: the session with the token of a login, the device with
    /// the token of a device, and the token alone
    /// if it was issued for a program. Does nothing if the token is no longer valid.
    /// </summary>
    /// <param name="claims">What the token says. Its signature and expiry have been checked.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task LogOutAsync(TokenClaims claims, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        Caller caller;
        try
        {
            caller = await logins.AuthenticateAsync(claims, address, cancellationToken);
        }
        catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
        {
            return;
        }

        await parts.Database.WriteAsync(
            async (unit, token) =>
            {
                var now = parts.Clock.GetMicrosecondUtcNow();
                var device = claims.IsDerived ? null : claims.Device;
                if (device is { } own)
                {
                    await unit.Devices.DeleteAsync(own, token);
                }
                else
                {
                    await unit.Credentials.RevokeAsync(claims.Token, now, now - LongestTokenLifetime, token);
                }

                var logout = AuditEvent.Of(caller, now, AuditAction.Logout, device is null ? "token" : "device", null);
                await unit.Audit.AddAsync([logout with { ResourceId = device?.Value ?? claims.Token }], token);
            },
            cancellationToken);
    }
}
