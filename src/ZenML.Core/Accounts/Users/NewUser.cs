using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Accounts.Users;

/// <summary>An account to create. With a password it is active at once; without one it must be activated.</summary>
/// <param name="Name">The login name.</param>
/// <param name="IsAdmin">Whether the account is an administrator.</param>
public sealed record NewUser(string Name, bool IsAdmin)
{
    /// <summary>The full name.</summary>
    public string FullName { get; init; } = "";

    /// <summary>The password; null to create an activation token instead.</summary>
    public SensitiveString? Password { get; init; }

    /// <summary>The email address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the user agreed to receive email.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>The id of the account in another system.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>Metadata that clients store with the account.</summary>
    public ConfigurationMap? Metadata { get; init; }
}
