using System.Data.Common;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How roles, groups and grants are stored.</summary>
internal static class AccessRows
{
    /// <summary>The stored workspace of a role in every workspace.</summary>
    public const string Everywhere = "";

    /// <summary>What <see cref="MapGroup"/> reads.</summary>
    public const string GroupColumns = "g.id, g.name, g.description, g.created, g.updated";

    /// <summary>What <see cref="MapRole"/> reads, up to the condition. The holder is <c>b</c>.</summary>
    public const string SelectRoles =
        $"""
        SELECT {HolderColumns}, b.workspace_id, w.name, b.role, b.granted_by, b.created
        FROM role_bindings b {HolderJoins} LEFT JOIN workspaces w ON w.id = b.workspace_id
        """;

    /// <summary>What <see cref="MapGrant"/> reads, up to the condition.</summary>
    public const string SelectGrants =
        $"SELECT {HolderColumns}, b.secret_id, {GrantColumns} FROM secret_grants b {HolderJoins}";

    /// <summary>The order of holders.</summary>
    public const string HolderOrder = "b.holder_kind, COALESCE(u.name, g.name, ''), b.holder_id";

    private const string GrantColumns = "b.secret_right, b.valid_until, b.granted_by, b.created";

    private const string HolderColumns =
        "b.holder_kind, b.holder_id, COALESCE(u.name, g.name, ''), COALESCE(u.is_service_account, 0)";

    private const string HolderJoins =
        "LEFT JOIN users u ON b.holder_kind = 'account' AND u.id = b.holder_id "
        + "LEFT JOIN account_groups g ON b.holder_kind = 'group' AND g.id = b.holder_id";

    public static string ToStored(this AccessHolderKind kind) => kind == AccessHolderKind.Group ? "group" : "account";

    public static string ToStored(this Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Runner => "runner",
        Role.Editor => "editor",
        Role.Owner => "owner",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string ToStored(this SecretRight right) => right switch
    {
        SecretRight.Describe => "describe",
        SecretRight.Read => "read",
        SecretRight.Write => "write",
        _ => throw new ArgumentOutOfRangeException(nameof(right)),
    };

    public static Role ReadRole(string stored) => stored switch
    {
        "viewer" => Role.Viewer,
        "runner" => Role.Runner,
        "editor" => Role.Editor,
        "owner" => Role.Owner,
        _ => throw new FormatException("No such role."),
    };

    public static Group MapGroup(DbDataReader reader) => new()
    {
        Id = reader.GetId<Group>(0),
        Name = reader.GetString(1),
        Description = reader.GetString(2),
        Created = reader.GetTime(3),
        Updated = reader.GetTime(4),
    };

    public static RoleBinding MapRole(DbDataReader reader) => new()
    {
        Holder = MapHolder(reader),
        HolderName = reader.GetString(2),
        IsServiceAccount = reader.GetTruth(3),
        Workspace = reader.GetString(4) == Everywhere ? null : reader.GetId<Workspace>(4),
        WorkspaceName = reader.GetTextOrNull(5),
        Role = ReadRole(reader.GetString(6)),
        GrantedBy = reader.GetIdOrNull<User>(7),
        Created = reader.GetTime(8),
    };

    public static SecretGrant MapGrant(DbDataReader reader) => new()
    {
        Holder = MapHolder(reader),
        HolderName = reader.GetString(2),
        IsServiceAccount = reader.GetTruth(3),
        Secret = reader.GetId<Secret>(4),
        Right = ReadRight(reader.GetString(5)),
        Until = reader.GetTimeOrNull(6),
        GrantedBy = reader.GetId<User>(7),
        Created = reader.GetTime(8),
    };

    private static AccessHolder MapHolder(DbDataReader reader) => new(
        reader.GetString(0) switch
        {
            "account" => AccessHolderKind.Account,
            "group" => AccessHolderKind.Group,
            _ => throw new FormatException("No such kind of holder."),
        },
        reader.GetId<Group>(1).Value);

    private static SecretRight ReadRight(string stored) => stored switch
    {
        "describe" => SecretRight.Describe,
        "read" => SecretRight.Read,
        "write" => SecretRight.Write,
        _ => throw new FormatException("No such right."),
    };
}
