using ZenML.Core.Access;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Users;

/// <summary>
/// The account on whose behalf a service acts. A service is created for one caller, so that no operation can forget to
/// check.
/// </summary>
/// <param name="UserId">The account.</param>
/// <param name="Name">The name, for messages.</param>
/// <param name="IsAdmin">Whether it is an administrator.</param>
public sealed record Caller(Id<User> UserId, string Name, bool IsAdmin)
{
    /// <summary>The network address of the caller; null for a local store.</summary>
    public string? Address { get; init; }

    /// <summary>The session of the caller's token; null for a local store.</summary>
    public CallerSession? Session { get; init; }

    /// <summary>The roles and grants. Without any, the caller can do nothing that needs one.</summary>
    public CallerAccess Access { get; init; } = CallerAccess.None;

    /// <summary>
    /// The directory version when the caller was authenticated; null for a local store. It increases with every change
    /// of an account, workspace, role, group or grant.
    /// </summary>
    public long? DirectoryVersion { get; init; }
}
