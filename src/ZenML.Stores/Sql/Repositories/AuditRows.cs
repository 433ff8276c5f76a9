using System.Data.Common;
using ZenML.Core.Auditing.Chains;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>Rows of records of the audit, as they are stored.</summary>
internal static class AuditRows
{
    /// <summary>The columns that every table of records has, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "id", "created", "user_id", "user_name", "action", "resource_type", "resource_id", "resource_name", "address", "outcome",
        "bare_name", "resource_scope", "owner_id", "workspace_id", "part_of", "part_count", "chain_position", "chain_hash",
    ];

    /// <summary>The columns of a table that has numbers of records.</summary>
    public static IReadOnlyList<string> NamesWithCount { get; } = [.. Names, "event_count", "changed_keys", "count_tag"];

    /// <summary>The values of the row of a record at a place.</summary>
    public static object?[] Values(AuditRecord record, long position, byte[] hash, bool hasCount) => hasCount
        ?
        [
            record.Id, record.Created, record.UserId, record.UserName, record.Action, record.ResourceType, record.ResourceId,
            record.ResourceName, record.Address, record.Outcome, record.BareName, record.Scope, record.OwnerId, record.WorkspaceId,
            record.PartOf, record.PartCount, position, hash, record.Count, record.ChangedKeys, record.CountProof,
        ]
        :
        [
            record.Id, record.Created, record.UserId, record.UserName, record.Action, record.ResourceType, record.ResourceId,
            record.ResourceName, record.Address, record.Outcome, record.BareName, record.Scope, record.OwnerId, record.WorkspaceId,
            record.PartOf, record.PartCount, position, hash,
        ];

    /// <summary>Reads a row of <see cref="AuditTables.Columns"/>.</summary>
    public static AuditRecord Read(DbDataReader reader) => new()
    {
        Id = reader.GetString(0),
        Created = reader.GetInt64(1),
        UserId = reader.GetTextOrNull(2),
        UserName = reader.GetString(3),
        Action = reader.GetString(4),
        ResourceType = reader.GetString(5),
        ResourceId = reader.GetTextOrNull(6),
        ResourceName = reader.GetTextOrNull(7),
        Address = reader.GetTextOrNull(8),
        Outcome = reader.GetString(9),
        BareName = reader.GetTextOrNull(10),
        Scope = reader.GetTextOrNull(11),
        OwnerId = reader.GetTextOrNull(12),
        WorkspaceId = reader.GetTextOrNull(13),
        PartOf = reader.GetTextOrNull(14),
        PartCount = reader.IsDBNull(15) ? null : reader.GetInt64(15),
        Position = reader.IsDBNull(16) ? 0 : reader.GetInt64(16),
        Hash = reader.IsDBNull(17) ? [] : reader.GetBytes(17),
        Count = reader.GetInt64(18),
        ChangedKeys = reader.GetTextOrNull(19),
        CountProof = reader.IsDBNull(20) ? null : reader.GetBytes(20),
    };
}
