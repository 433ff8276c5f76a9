using System.Data.Common;
using ZenML.Core.Secrets;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How the metadata of secrets is stored. A new column is a line of <see cref="Table"/>, of <see cref="Columns"/> and of the
/// mapping, and a migration.</summary>
internal static class SecretRows
{
    /// <summary>What <see cref="Map"/> reads.</summary>
    public const string Columns =
        """
        s.id, s.name, s.scope, s.workspace_id, w.name, s.user_id, u.name, s.created, s.updated, s.version, s.values_version, s.key_names,
        s.name_space, s.keep_versions, s.deleted, s.details, s.plain_keys, s.restricted
        """;

    /// <summary>The number of <see cref="Columns"/>: the ordinal of what is selected after them.</summary>
    public const int ColumnCount = 18;

    /// <summary>The ordinal of the time of deletion in <see cref="Columns"/>.</summary>
    public const int DeletedOrdinal = 14;

    public const string Joins = "LEFT JOIN workspaces w ON w.id = s.workspace_id LEFT JOIN users u ON u.id = s.user_id";

    /// <summary>Where everyone's secrets are.</summary>
    public const string Shared = "";

    /// <summary>
    /// The columns but the tag, in the order in which the tag is made of them, which must never change. Whatever is new comes last.
    /// </summary>
    public static IReadOnlyList<SecretColumn> Table { get; } =
    [
        new("id", secret => secret.Id.ToStored(), (tag, secret) => tag.Add(secret.Id.Value)) { CanChange = false },
        new("name", secret => secret.Name.Value, (tag, secret) => tag.Add(secret.Name.Value)),
        new("scope", secret => secret.Scope.ToStored(), (tag, secret) => tag.Add(secret.Scope.ToStored())),
        new("name_space", secret => secret.NameSpace(), Authenticate: null),
        new("user_id", secret => secret.User.Id.ToStored(), (tag, secret) => tag.Add(secret.User.Id.Value)) { CanChange = false },
        new("workspace_id", secret => secret.Workspace.Id.ToStored(), (tag, secret) => tag.Add(secret.Workspace.Id.Value)),
        new("version", secret => secret.Version, (tag, secret) => tag.Add(secret.Version)),
        new("values_version", secret => secret.ValuesVersion, (tag, secret) => tag.Add(secret.ValuesVersion)),
        new("created", secret => secret.Created.ToStored(), (tag, secret) => tag.Add(secret.Created.ToStored())) { CanChange = false },
        new("updated", secret => secret.Updated.ToStored(), (tag, secret) => tag.Add(secret.Updated.ToStored())),
        new("key_names", secret => KeyNames.Write(secret.Keys), (tag, secret) =>
        {
            tag.Add(secret.Keys.Count);
            foreach (var key in secret.Keys)
            {
                tag.Add(key);
            }
        }),
        new("keep_versions", secret => (long?)secret.KeepVersions, (tag, secret) =>
        {
            if (secret.KeepVersions is { } versions)
            {
                tag.Add("keep_versions").Add(versions);
            }
        }),
        new("deleted", secret => secret.Deleted?.ToStored(), (tag, secret) =>
        {
            if (secret.Deleted is { } time)
            {
                tag.Add("deleted").Add(time.ToStored());
            }
        }),
        new("details", secret => SecretDetailsJson.Write(secret.Details), (tag, secret) =>
        {
            if (SecretDetailsJson.Write(secret.Details) is { } details)
            {
                tag.Add("details").Add(details);
            }
        }),
        new("plain_keys", secret => Write(secret.Details.PlainKeys), (tag, secret) =>
        {
            if (Write(secret.Details.PlainKeys) is { } keys)
            {
                tag.Add("plain_keys").Add(keys);
            }
        }),
        new("restricted", secret => secret.IsRestricted ? 1L : null, (tag, secret) =>
        {
            if (secret.IsRestricted)
            {
                tag.Add("restricted");
            }
        }),
    ];

    /// <summary>The name space of a secret: its owner's, or everyone's. A deleted one has a name space of its own.</summary>
    public static string NameSpace(this SecretInfo secret) =>
        secret.Deleted is not null ? secret.Id.ToStored() : secret.Scope == SecretScope.User ? secret.User.Id.ToStored() : Shared;

    public static string ToStored(this SecretScope scope) => scope == SecretScope.User ? "user" : "workspace";

    public static SecretInfo Map(DbDataReader reader)
    {
        var secret = MapColumns(reader);
        return secret.NameSpace() == reader.GetString(12)
            ? secret
            : throw new FormatException("The name space is not that of the scope, the owner and the deletion.");
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
        KeepVersions = reader.IsDBNull(13) ? null : checked((int)reader.GetInt64(13)),
        Deleted = reader.GetTimeOrNull(DeletedOrdinal),
        Details = SecretDetailsJson.Read(reader.GetTextOrNull(15), plainKeys: ReadKeys(reader.GetTextOrNull(16))),
        IsRestricted = reader.GetTruthOrNull(17) ?? false,
    };

    private static string? Write(IReadOnlyList<string> plainKeys) => plainKeys.Count == 0 ? null : KeyNames.Write(plainKeys);

    private static IReadOnlyList<string> ReadKeys(string? plainKeys) => plainKeys is null ? [] : KeyNames.Read(plainKeys);
}
