using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Access;

/// <summary>A role, a membership or a grant as the audit log names it: what, who and where.</summary>
/// <param name="Uuid">The id of the account or group, and for a grant that of the secret.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="WorkspaceId">The workspace; null for what counts in every workspace.</param>
internal sealed record AuditedAccess(Guid Uuid, string DisplayName, Id<Workspace>? WorkspaceId) : IResource
{
    /// <summary>A role.</summary>
    public static AuditedAccess Of(RoleBinding role) => new(
        role.Holder.Id,
        MessageText.Of($"{role.Role.Text()} for {NamedHolder.Of(role).Text} {Place(role.WorkspaceName):raw}"),
        role.Workspace);

    /// <summary>A grant on a secret.</summary>
    public static AuditedAccess Of(SecretGrant grant, SecretInfo secret) => new(
        secret.Id.Value,
        MessageText.Of($"{grant.Right.Text()} on {((IResource)secret).DisplayName} for {NamedHolder.Of(grant).Text}{Until(grant):raw}"),
        secret.Workspace.Id);

    /// <summary>An account that joins or leaves a group.</summary>
    public static AuditedAccess Of(Group group, string change, NamedHolder account) =>
        new(group.Id.Value, MessageText.Of($"{group.Name}: {change:raw} {account.Text}"), WorkspaceId: null);

    /// <summary>Where a role counts, in words.</summary>
    /// <param name="workspace">The name of the workspace; null for every workspace.</param>
    public static string Place(string? workspace) =>
        workspace is null ? "in every workspace" : MessageText.Of($"in the workspace '{workspace}'");

    private static string Until(SecretGrant grant) => grant.Until is { } until ? MessageText.Of($" until {until:u}") : "";
}
