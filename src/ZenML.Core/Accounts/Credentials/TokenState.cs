using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>What the rows behind a token say at this moment.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Whether it may be used.</param>
/// <param name="IsAdmin">Whether it administers the store.</param>
/// <param name="Generation">The generation of tokens that is good.</param>
public sealed record TokenState(Id<User> UserId, string Name, bool IsActive, bool IsAdmin, long Generation)
{
    /// <summary>Whether the token, or its whole session, was logged out.</summary>
    public bool IsLoggedOut { get; init; }

    /// <summary>The version of the directory: it grows with each change of an account or a workspace.</summary>
    public long DirectoryVersion { get; init; }

    /// <summary>The API key; null if there is none of that id.</summary>
    public ApiKeyState? Key { get; init; }

    /// <summary>The device; null if there is none of that id.</summary>
    public DeviceState? Device { get; init; }
}
