using ZenML.Core.Auditing;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Accounts.SingleSignOn;

/// <summary>An account and the person at an identity provider, as the audit log names them.</summary>
/// <param name="Uuid">The id of the account.</param>
/// <param name="BareName">The name of the account.</param>
/// <param name="DisplayName">What was done.</param>
internal sealed record AuditedIdentity(Guid Uuid, string BareName, string DisplayName) : IAuditedResource
{
    Guid? IAuditedResource.OwnerId => Uuid;

    Id<Workspace>? IResource.WorkspaceId => null;

    /// <summary>An account that was linked to a person.</summary>
    public static AuditedIdentity Linked(LinkedIdentity identity) => Of(identity, "linked to");

    /// <summary>An account that no longer belongs to a person.</summary>
    public static AuditedIdentity Unlinked(LinkedIdentity identity) => Of(identity, "no longer linked to");

    /// <summary>An account whose person logged in.</summary>
    public static AuditedIdentity LoggedIn(LinkedIdentity identity) => Of(identity, "single sign-on of");

    /// <summary>A person for whom there is no account.</summary>
    public static string Describe(string issuer, string subject) => MessageText.Of($"{subject} of {issuer}");

    private static AuditedIdentity Of(LinkedIdentity identity, string what) => new(
        identity.Account.Id.Value,
        identity.Account.Name,
        MessageText.Of($"{identity.Account.Name}: {what:raw} {identity.Subject} of {identity.Issuer}"));
}
