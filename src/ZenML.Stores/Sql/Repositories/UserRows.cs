using System.Data.Common;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How accounts are stored.</summary>
internal static class UserRows
{
    public const string Columns =
        """
        u.id, u.name, u.full_name, u.is_active, u.is_admin, u.is_service_account, u.email, u.email_opted_in,
            u.external_user_id, u.user_metadata, u.description,
        u.created, u.updated
        """;

    /// <summary>The columns that change, and the id.</summary>
    public static SqlParameter[] Changing(User user) =>
    [
        ("@id", user.Id.ToStored()), ("@name", user.Name), ("@full_name", user.FullName), ("@is_active", user.IsActive.ToStored()),
        ("@is_admin", user.IsAdmin.ToStored()), ("@email", user.Email), ("@email_opted_in", user.EmailOptedIn?.ToStored()),
        ("@external_user_id", user.ExternalUserId?.ToStored()),
        ("@user_metadata", user.Metadata.Count == 0 ? null : ConfigurationJson.Write(user.Metadata)),
        ("@description", user.Description.Length == 0 ? null : user.Description), ("@updated", user.Updated.ToStored()),
    ];

    public static User Map(DbDataReader reader) => new()
    {
        Id = reader.GetId<User>(0),
        Name = reader.GetString(1),
        FullName = reader.GetString(2),
        IsActive = reader.GetTruth(3),
        IsAdmin = reader.GetTruth(4),
        IsServiceAccount = reader.GetTruth(5),
        Email = reader.GetTextOrNull(6),
        EmailOptedIn = reader.GetTruthOrNull(7),
        ExternalUserId = reader.GetIdOrNull<User>(8)?.Value,
        Metadata = reader.GetTextOrNull(9) is { } json ? (ConfigurationMap)ConfigurationJson.Parse(json) : new ConfigurationMap(),
        Description = reader.GetTextOrNull(10) ?? "",
        Created = reader.GetTime(11),
        Updated = reader.GetTime(12),
    };
}
