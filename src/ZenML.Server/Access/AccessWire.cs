using ZenML.Core.Access;
using ZenML.Protocol.Access;
using ZenML.Protocol.Vocabulary;
using ZenML.Server.Http.Directories;
using ZenML.Server.Secrets;

namespace ZenML.Server.Access;

/// <summary>Converts roles, groups and grants to their wire form.</summary>
internal static class AccessWire
{
    /// <summary>Converts a list of roles.</summary>
    public static RolesBody ToWire(this RoleList list) => new([.. list.Roles.Select(ToWire)], list.IsComplete);

    /// <summary>Converts a role that was granted.</summary>
    public static GrantedRoleResource ToWire(this GrantedRole granted) => new()
    {
        Role = ToWire(granted.Binding), Before = granted.Before?.Text(), Higher = granted.Higher is { } higher ? ToWire(higher) : null,
    };

    /// <summary>Converts a role that was taken away.</summary>
    public static RevokedRoleResource ToWire(this RevokedRole revoked) => new()
    {
        Role = ToWire(revoked.Binding),
        Remaining = revoked.Remaining is { } remaining ? ToWire(remaining) : null,
        LeavesNoOwner = revoked.LeavesNoOwner,
    };

    /// <summary>Converts a group.</summary>
    public static GroupResource ToWire(this Group group) => new()
    {
        Id = group.Id.Value,
        Name = group.Name,
        Description = group.Description,
        Created = group.Created,
        Updated = group.Updated,
    };

    /// <summary>Converts the accounts in a group.</summary>
    public static GroupMembersBody ToWire(this IReadOnlyList<NamedHolder> members) => new([.. members.Select(ToWire)]);

    /// <summary>Converts an account that joined or left a group.</summary>
    public static GroupMembershipResource ToWire(this GroupMembership membership) => new()
    {
        Group = membership.Group.ToWire(), Account = ToWire(membership.Account), IsChanged = membership.IsChanged,
    };

    /// <summary>Converts a secret that was shared, or is no longer.</summary>
    public static SharedSecretResource ToWire(this SharedSecret shared, NamedLoader named) => new()
    {
        Secret = shared.Secret.ToInfo(named, hydrate: true),
        Grant = ToWire(shared.Grant),
        Before = shared.Before is { } before ? ToWire(before) : null,
    };

    /// <summary>Converts who can do what with a secret.</summary>
    public static SecretAccessBody ToWire(this SecretAccessReport report, NamedLoader named) => new()
    {
        Secret = report.Secret.ToInfo(named, hydrate: true),
        Entries =
        [
            .. report.Entries.Select(entry => new SecretAccessEntryBody
            {
                Holder = ToWire(entry.Holder),
                Rights = entry.Rights.Texts(),
                Reason = WireWords.AccessReasons.Of(entry.Reason),
                Role = entry.Role?.Text(),
                AllWorkspaces = entry.IsEverywhere,
                Via = entry.Via is { } via ? ToWire(via) : null,
                Until = entry.Until,
            }),
        ],
        IsComplete = report.IsComplete,
    };

    /// <summary>Converts all that an account or a group can do.</summary>
    public static HolderAccessBody ToWire(this HolderAccess access) => new()
    {
        Holder = ToWire(access.Holder),
        IsAdmin = access.IsAdmin,
        Groups = [.. access.Groups.Select(ToWire)],
        Roles = [.. access.Roles.Select(ToWire)],
        Grants =
        [
            .. access.Grants.Select(held => new HeldGrantBody
            {
                Grant = ToWire(held.Grant),
                Secret = held.Secret,
                Scope = WireWords.Scopes.Of(held.Scope),
                Owner = held.Owner,
                Workspace = held.Workspace,
            }),
        ],
    };

    private static RoleResource ToWire(RoleBinding role) => new()
    {
        Holder = ToWire(NamedHolder.Of(role)),
        Role = role.Role.Text(),
        WorkspaceId = role.Workspace?.Value,
        WorkspaceName = role.WorkspaceName,
        GrantedBy = role.GrantedBy?.Value,
        Created = role.Created,
    };

    private static SecretGrantResource ToWire(SecretGrant grant) => new()
    {
        SecretId = grant.Secret.Value,
        Holder = ToWire(NamedHolder.Of(grant)),
        Right = grant.Right.Text(),
        Until = grant.Until,
        GrantedBy = grant.GrantedBy.Value,
        Created = grant.Created,
    };

    private static HolderResource ToWire(NamedHolder holder) => new()
    {
        Kind = WireWords.HolderKinds.Of(holder.Kind), Id = holder.Holder.Id, Name = holder.Name,
    };
}
