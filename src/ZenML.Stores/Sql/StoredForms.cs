using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Stores.Sql;

/// <summary>How ids and times are stored, and how rows are read.</summary>
internal static class StoredForms
{
    /// <summary>32 hexadecimal digits in lower case.</summary>
    public static string ToStored(this Guid id) => id.ToString("N");

    /// <summary>32 hexadecimal digits in lower case.</summary>
    public static string ToStored<TResource>(this Id<TResource> id) => id.Value.ToStored();

    /// <summary>1 or 0.</summary>
    public static long ToStored(this bool truth) => truth ? 1 : 0;

    /// <summary>Microseconds since 1970, rounded down.</summary>
    public static long ToStored(this DateTimeOffset time) =>
        (long)Math.Floor((decimal)(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);

    public static Id<TResource> GetId<TResource>(this DbDataReader reader, int ordinal) =>
        new(Guid.ParseExact(reader.GetString(ordinal), "N"));

    /// <summary>The time that is stored as so many microseconds.</summary>
    public static DateTimeOffset ToTime(long stored) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(stored * TimeSpan.TicksPerMicrosecond));

    public static DateTimeOffset GetTime(this DbDataReader reader, int ordinal) => ToTime(reader.GetInt64(ordinal));

    public static DateTimeOffset? GetTimeOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetTime(ordinal);

    public static bool GetTruth(this DbDataReader reader, int ordinal) => reader.GetInt64(ordinal) != 0;

    public static bool? GetTruthOrNull(this DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetTruth(ordinal);

    public static Id<TResource>? GetIdOrNull<TResource>(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetId<TResource>(ordinal);

    public static string? GetTextOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static byte[] GetBytes(this DbDataReader reader, int ordinal) => reader.GetFieldValue<byte[]>(ordinal);

    /// <summary>A workspace's id and name, in two columns that follow each other.</summary>
    public static ResourceReference<Workspace> GetWorkspace(this DbDataReader reader, int ordinal) =>
        new(reader.GetId<Workspace>(ordinal), reader.GetString(ordinal + 1));

    /// <summary>An account's id and name, in two columns that follow each other.</summary>
    public static ResourceReference<User> GetUser(this DbDataReader reader, int ordinal) =>
        new(reader.GetId<User>(ordinal), reader.GetString(ordinal + 1));

    public static ResourceReference<Workspace>? GetWorkspaceOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetWorkspace(ordinal);

    public static ResourceReference<User>? GetUserOrNull(this DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetUser(ordinal);
}
