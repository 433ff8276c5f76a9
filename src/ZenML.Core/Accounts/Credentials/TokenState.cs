using ZenML.Core.Access;
using ZenML.Core.Accounts.Trusts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>The current state of the account, session, API key, device and trust of a token.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Name">The name of the account.</param>
/// <param name="IsActive">Whether the account is active.</param>
/// <param name="IsAdmin">Whether the account is an administrator.</param>
/// <param name="Generation">The valid token generation.</param>
public sealed record TokenState(Id<User> UserId, string Name, bool IsActive, bool IsAdmin, long Generation)
{
    /// <summary>Whether the token or its session was logged out.</summary>
    public bool IsLoggedOut { get; init; }

    /// <summary>The directory version, which increases with every change of an account or workspace.</summary>
    public long DirectoryVersion { get; init; }

    /// <summary>The API key; null if it does not exist.</summary>
    public ApiKeyState? Key { get; init; }

    /// <summary>The device; null if it does not exist.</summary>
    public DeviceState? Device { get; init; }

    /// <summary>The trust; null if it does not exist.</summary>
    public TrustState? Trust { get; init; }

    /// <summary>Takes away from the access of the account what the credential of the token takes away.</summary>
    public CallerAccess Limit(CallerAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        var limited = Key is null ? access : access.LimitedBy(Key.Limits);
        return Trust?.ToLimits() is { } limits ? limited.LimitedBy(limits) : limited;
    }
}
