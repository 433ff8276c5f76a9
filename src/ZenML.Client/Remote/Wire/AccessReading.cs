using ZenML.Core.Access;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Wire;

/// <summary>Reads roles, groups and grants from a server's responses.</summary>
internal static class AccessReading
{
    public static Group ReadGroup(WireValue value) => new()
    {
        Id = new(value["id"].Uuid),
        Name = value["name"].Text,
        Description = value.Find("description")?.Text ?? "",
        Created = value["created"].Time,
        Updated = value["updated"].Time,
    };

    public static NamedHolder ReadHolder(WireValue value)
    {
        var kind = WireWords.HolderKinds.Find(value["kind"].Text) ?? throw WireValue.Unexpected("an account or a group");
        return new NamedHolder(
            new AccessHolder(kind == NamedHolderKind.Group ? AccessHolderKind.Group : AccessHolderKind.Account, value["id"].Uuid),
            value["name"].Text,
            kind == NamedHolderKind.ServiceAccount);
    }

    public static RoleBinding ReadRole(WireValue value)
    {
        var holder = ReadHolder(value["holder"]);
        return new RoleBinding
        {
            Holder = holder.Holder,
            HolderName = holder.Name,
            IsServiceAccount = holder.IsServiceAccount,
            Workspace = value.Find("workspace_id") is { } workspace ? new(workspace.Uuid) : null,
            WorkspaceName = value.Find("workspace_name")?.Text,
            Role = ReadRoleWord(value["role"]),
            GrantedBy = value.Find("granted_by") is { } account ? new(account.Uuid) : null,
            Created = value["created"].Time,
        };
    }

    public static Role ReadRoleWord(WireValue value) => AccessTexts.FindRole(value.Text) ?? throw WireValue.Unexpected("a role");

    public static SecretGrant ReadGrant(WireValue value)
    {
        var holder = ReadHolder(value["holder"]);
        return new SecretGrant
        {
            Secret = new(value["secret_id"].Uuid),
            Holder = holder.Holder,
            HolderName = holder.Name,
            IsServiceAccount = holder.IsServiceAccount,
            Right = AccessTexts.FindRight(value["right"].Text) ?? throw WireValue.Unexpected("a right"),
            Until = value.Find("until")?.Time,
            GrantedBy = new(value["granted_by"].Uuid),
            Created = value["created"].Time,
        };
    }

    public static SecretAccessReport ReadReport(WireValue value, Guid secret) => new(
        WireReading.ReadSecretInfo(value["secret"].WithId(secret)),
        [.. value["entries"].Items.Select(ReadEntry)],
        value["is_complete"].Boolean);

    public static HolderAccess ReadAccess(WireValue value) => new()
    {
        Holder = ReadHolder(value["holder"]),
        IsAdmin = value["is_admin"].Boolean,
        Groups = [.. value["groups"].Items.Select(ReadHolder)],
        Roles = [.. value["roles"].Items.Select(ReadRole)],
        Grants =
        [
            .. value["grants"].Items.Select(held => new HeldGrant
            {
                Grant = ReadGrant(held["grant"]),
                Secret = held["secret"].Text,
                Scope = WireReading.ReadScope(held["scope"]),
                Owner = held["owner"].Text,
                Workspace = held["workspace"].Text,
            }),
        ],
    };

    private static SecretAccessEntry ReadEntry(WireValue value) => new()
    {
        Holder = ReadHolder(value["holder"]),
        Rights = AccessTexts.FindRights(value["rights"].Items.Select(right => right.Text)) ?? throw WireValue.Unexpected("rights"),
        Reason = WireWords.AccessReasons.Find(value["reason"].Text) ?? throw WireValue.Unexpected("a reason"),
        Role = value.Find("role") is { } role ? ReadRoleWord(role) : null,
        IsEverywhere = value["all_workspaces"].Boolean,
        Via = value.Find("via") is { } via ? ReadHolder(via) : null,
        Until = value.Find("until")?.Time,
    };
}
