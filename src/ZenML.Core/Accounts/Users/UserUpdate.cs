using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Accounts.Users;

/// <summary>An update of an account. Null changes nothing.</summary>
public sealed record UserUpdate
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>The new full name.</summary>
    public string? FullName { get; init; }

    /// <summary>Whether it is an administrator. Only other administrators can change it.</summary>
    public bool? IsAdmin { get; init; }

    /// <summary>Whether it is active. Only other administrators can change it.</summary>
    public bool? IsActive { get; init; }

    /// <summary>The new password; only for the caller's own account.</summary>
    public SensitiveString? Password { get; init; }

    /// <summary>The current password; required to change it.</summary>
    public SensitiveString? OldPassword { get; init; }

    /// <summary>The email address; only for the caller's own account.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the user agrees to receive email; only for the caller's own account.</summary>
    public bool? EmailOptedIn { get; init; }

    /// <summary>The id of the account in another system.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>Metadata that clients store with the account, replaced as a whole.</summary>
    public ConfigurationMap? Metadata { get; init; }

    /// <summary>Returns a user with these changes. Does not change the password.</summary>
    internal User ApplyTo(User user) => user with
    {
        Name = Name ?? user.Name,
        FullName = FullName ?? user.FullName,
        IsAdmin = IsAdmin ?? user.IsAdmin,
        IsActive = IsActive ?? user.IsActive,
        Email = Email ?? user.Email,
        EmailOptedIn = EmailOptedIn ?? user.EmailOptedIn,
        ExternalUserId = ExternalUserId ?? user.ExternalUserId,
        Metadata = Metadata ?? user.Metadata,
    };
}
