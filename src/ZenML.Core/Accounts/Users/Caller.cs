using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Users;

/// <summary>The account on whose behalf a service acts. Every service is made for one caller, so no operation can forget to ask.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="IsAdmin">Whether it administers the store.</param>
public sealed record Caller(Id<User> UserId, string Name, bool IsAdmin)
{
    /// <summary>The network address that the caller calls from; null in process.</summary>
    public string? Address { get; init; }

    /// <summary>The session of the caller's token; null in process.</summary>
    public CallerSession? Session { get; init; }

    /// <summary>The version of the directory (it grows with each change of an account or a workspace) when the caller was recognised; null in process.</summary>
    public long? DirectoryVersion { get; init; }
}
