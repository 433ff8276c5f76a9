using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Persistence;
using ZenML.Core.Time;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>Revokes sessions, on every replica. Created once per server, not per caller.</summary>
public sealed class LogoutService(ServiceDependencies dependencies, LoginService logins)
{
    /// <summary>The maximum lifetime of tokens. Revocations are stored that long.</summary>
    public static readonly TimeSpan LongestTokenLifetime = TimeSpan.FromDays(366);

    /// <summary>
    /// Revokes tokens and everything that was issued from them, in one transaction: the session for the token of a
    /// login, the device for the token of a device, and only the token itself if it was issued for a program. Ignores
    /// tokens that are no longer valid.
    /// </summary>
    /// <param name="tokens">The claims of the tokens. Their signatures and expiry have been verified.</param>
    /// <param name="address">The network address of the caller.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task LogOutAsync(IReadOnlyCollection<TokenClaims> tokens, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var valid = new List<(TokenClaims Claims, Caller Caller)>();
        foreach (var claims in tokens)
        {
            try
            {
                valid.Add((claims, await logins.AuthenticateAsync(claims, address, cancellationToken)));
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotAuthenticated)
            {
                // It is already invalid.
            }
        }

        if (valid.Count > 0)
        {
            await dependencies.Database.WriteAsync((unit, token) => RevokeAsync(unit, valid, token), cancellationToken);
        }
    }

    private async Task<bool> RevokeAsync(
        IUnitOfWork unit, IEnumerable<(TokenClaims Claims, Caller Caller)> tokens, CancellationToken cancellationToken)
    {
        foreach (var (claims, caller) in tokens)
        {
            var now = dependencies.Clock.GetMicrosecondUtcNow();
            var device = claims.IsDerived ? null : claims.Device;
            if (device is { } own)
            {
                await unit.Devices.DeleteAsync(own, cancellationToken);
            }
            else
            {
                await unit.Credentials.RevokeAsync(claims.Token, now, now - LongestTokenLifetime, cancellationToken);
            }

            var logout = AuditEvent.Of(caller, now, AuditAction.Logout, device is null ? "token" : "device", null);
            await unit.Audit.AddAsync([logout with { ResourceId = device?.Value ?? claims.Token }], cancellationToken);
        }

        return true;
    }
}
