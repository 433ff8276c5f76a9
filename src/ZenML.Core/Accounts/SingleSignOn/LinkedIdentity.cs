using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>The person at an identity provider to whom an account belongs. Both are known by ids that never change.</summary>
/// <param name="Account">The account.</param>
/// <param name="Issuer">The address of the provider.</param>
/// <param name="Subject">The id of the person there.</param>
public sealed record LinkedIdentity(ResourceReference<User> Account, string Issuer, string Subject)
{
    /// <summary>The maximum length of a subject, as OpenID Connect says.</summary>
    public const int MaximumSubjectLength = 255;

    /// <summary>The name of the administrator who linked it; null if the account was linked at a login.</summary>
    public string? LinkedBy { get; init; }

    /// <summary>Whether a group at the provider made the account an administrator.</summary>
    public bool ManagesAdministrator { get; init; }

    /// <summary>When the person last logged in; null if not yet.</summary>
    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>When it was linked, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }
}
