using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Accounts.Users;

/// <summary>An account to be created. With a password it is active at once; without one it waits for activation.</summary>
/// <param name="Name">The name to log in with.</param>
/// <param name="IsAdmin">Whether it administers the store.</param>
public sealed record NewUser(string Name, bool IsAdmin)
{
    /// <summary>The name for people.</summary>
    public string FullName { get; init; } = "";

    /// <summary>The password; null to get an activation token instead.</summary>
    public SensitiveString? Password { get; init; }

    /// <summary>The mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the person wants mail.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>The id of the account in another system.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>What clients keep with the account.</summary>
    public ConfigurationMap? Metadata { get; init; }
}
