using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>On whose behalf a password is hashed. It determines the place in the queue.</summary>
/// <param name="IsTrusted">Whether the requester is trusted. Untrusted requesters cannot delay trusted ones.</param>
/// <param name="Group">The group. Groups are served round-robin.</param>
/// <param name="Member">The member of the group. Members of a group are served round-robin too.</param>
public sealed record PasswordRequester(bool IsTrusted, string Group, string Member)
{
    /// <summary>The server itself.</summary>
    public static PasswordRequester Server { get; } = new(true, "", "");

    /// <summary>A requester who is not authenticated. They are grouped by site, and within a site by host.</summary>
    public static PasswordRequester Untrusted(ClientAddress from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new PasswordRequester(false, from.Site, from.Host);
    }

    /// <summary>A requester who has authenticated as this account, in this request or recently from the same host.</summary>
    public static PasswordRequester Trusted(Id<User> account, string host) => new(true, account.ToString(), host);
}
