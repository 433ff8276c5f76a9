using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.Credentials;

/// <summary>On whose behalf a password is hashed, which decides when its lease comes.</summary>
/// <param name="IsTrusted">Whether this is someone known, whom strangers must not keep waiting.</param>
/// <param name="Group">Groups take turns with each other.</param>
/// <param name="Member">So do the members of a group.</param>
public sealed record PasswordRequester(bool IsTrusted, string Group, string Member)
{
    /// <summary>The server itself.</summary>
    public static PasswordRequester Server { get; } = new(true, "", "");

    /// <summary>Someone who has not proved who they are. Strangers take turns by site, and within a site by host.</summary>
    public static PasswordRequester Untrusted(ClientAddress from)
    {
        ArgumentNullException.ThrowIfNull(from);
        return new PasswordRequester(false, from.Site, from.Host);
    }

    /// <summary>Someone who has proved to be this account, in this request or not long ago from the same host.</summary>
    public static PasswordRequester Trusted(Id<User> account, string host) => new(true, account.ToString(), host);
}
