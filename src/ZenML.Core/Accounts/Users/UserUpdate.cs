using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Accounts.Users;

/// <summary>What to change of an account; null means that it stays.</summary>
public sealed record UserUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new name for people.</summary>
    public string? FullName { get; init; }

    /// <summary>Whether it administers the store; for administrators, and never for their own account.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>Whether it may be used; for administrators, and never for their own account.</summary>
    public bool? IsActive { get; init; }

    /// <summary>The new password; for the own account only.</summary>
    public SensitiveString? Password { get; init; }

    /// <summary>The password so far, needed to change it.</summary>
    public SensitiveString? OldPassword { get; init; }

    /// <summary>The mail address; for the own account only.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the person wants mail; for the own account only.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>The id of the account in another system.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>What clients keep with the account, replaced as a whole.</summary>
    public ConfigurationMap? Metadata { get; init; }
}
