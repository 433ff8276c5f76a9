using System.Data.Common;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How the metadata of secrets is stored.</summary>
internal static class SecretRows
{
    public const string Columns =
        """
        s.id, s.name, s.scope, s.workspace_id, w.name, s.user_id, u.name, s.created, s.updated, s.version, s.values_version, s.key_names,
        s.name_space
        """;

    public const string Joins = "LEFT JOIN workspaces w ON w.id = s.workspace_id LEFT JOIN users u ON u.id = s.user_id";

    /// <summary>Where everyone's secrets are.</summary>
    public const string Shared = "";

    /// <summary>The name space of a secret: its owner's, or everyone's.</summary>
    public static string NameSpace(this SecretInfo secret) => secret.Scope == SecretScope.User ? secret.User.Id.ToStored() : Shared;

    public static string ToStored(this SecretScope scope) => scope == SecretScope.User ? "user" : "workspace";

    public static SecretInfo Map(DbDataReader reader)
    {
        var secret = MapColumns(reader);
        return secret.NameSpace() == reader.GetString(12)
            ? secret
            : throw new FormatException("The name space is not that of the scope and the owner.");
    }

    private static SecretInfo MapColumns(DbDataReader reader) => new()
    {
        Id = reader.GetId<Secret>(0),
        Name = SecretName.Parse(reader.GetString(1)),
        Scope = reader.GetString(2) switch
        {
            "workspace" => SecretScope.Workspace,
            "user" => SecretScope.User,
            _ => throw new FormatException("No such scope."),
        },
        Workspace = reader.GetWorkspace(3),
        User = reader.GetUser(5),
        Created = reader.GetTime(7),
        Updated = reader.GetTime(8),
        Version = reader.GetInt64(9),
        ValuesVersion = reader.GetInt64(10),
        Keys = KeyNames.Read(reader.GetString(11)),
    };
}
