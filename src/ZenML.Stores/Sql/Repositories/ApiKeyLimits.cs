using System.Data.Common;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How the limits of API keys are stored.</summary>
internal static class ApiKeyLimits
{
    /// <summary>The columns, of the table with the alias <c>k</c>.</summary>
    public const string Columns = "k.expires, k.networks, k.limit_role, k.limit_workspace_id, k.limit_secrets, k.limit_roles_only";

    /// <summary>Nothing in place of the columns, where there is no key.</summary>
    public const string NoColumns = "NULL, NULL, NULL, NULL, NULL, NULL";

    /// <summary>The number of the columns.</summary>
    public const int Count = 6;

    /// <summary>The assignments of an update.</summary>
    public const string Assignments =
        "expires = @expires, networks = @networks, limit_role = @limit_role, limit_workspace_id = @limit_workspace, "
        + "limit_secrets = @limit_secrets, limit_roles_only = @limit_roles_only";

    /// <summary>The parameters of statements that write them.</summary>
    public static SqlParameter[] Parameters(ApiKey key) =>
    [
        ("@expires", key.Expires?.ToStored()), ("@networks", key.Networks.Count == 0 ? null : string.Join(' ', key.Networks)),
        ("@limit_role", key.Limits.Role?.ToStored()), ("@limit_workspace", key.Limits.Workspace?.ToStored()),
        ("@limit_secrets", key.Limits.Secrets is { } secrets ? string.Join(' ', secrets.Select(id => id.ToStored())) : null),
        ("@limit_roles_only", key.Limits.RolesOnly ? 1L : null),
    ];

    /// <summary>Reads when a key expires.</summary>
    public static DateTimeOffset? ReadExpiry(DbDataReader reader, int first) => reader.GetTimeOrNull(first);

    /// <summary>Reads the networks.</summary>
    public static IReadOnlyList<string> ReadNetworks(DbDataReader reader, int first) =>
        reader.GetTextOrNull(first + 1)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Reads what the key may use of the access of its account.</summary>
    public static AccessLimits ReadLimits(DbDataReader reader, int first)
    {
        var limits = new AccessLimits
        {
            Role = reader.GetTextOrNull(first + 2) is { } role ? AccessRows.ReadRole(role) : null,
            Workspace = reader.GetIdOrNull<Workspace>(first + 3),
            Secrets = reader.GetTextOrNull(first + 4)?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(id => new Id<Secret>(Guid.ParseExact(id, "N"))).ToHashSet(),
            RolesOnly = !reader.IsDBNull(first + 5),
        };
        return limits.IsNone ? AccessLimits.None : limits;
    }
}
