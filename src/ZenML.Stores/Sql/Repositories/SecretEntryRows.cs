using System.Data.Common;
using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How the entries of secrets' histories are stored. Each has a tag, as the rows of secrets have.</summary>
internal static class SecretEntryRows
{
    /// <summary>The most entries of one secret. A change deletes those beyond it.</summary>
    public const int MaximumEntries = 1_000;

    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "c.version, c.kind, c.created, c.user_id, c.user_name, c.details, c.destroyed, c.tag, c.secret_id";

    /// <summary>Adds an entry; its parameters are <see cref="Parameters"/>.</summary>
    public const string Insert =
        """
        INSERT INTO secret_changes (secret_id, version, kind, created, user_id, user_name, details, destroyed, tag)
        VALUES (@entry_secret, @entry_version, @entry_kind, @entry_created, @entry_user, @entry_user_name, @entry_details, @entry_destroyed,
            @entry_tag)
        """;

    // No entry can be of a version that does not exist yet, unless it was damaged. It must not prevent the change.
    private const string DeleteDamage = "DELETE FROM secret_changes WHERE secret_id = @entry_secret AND version >= @entry_version";

    private static readonly string Prune = string.Create(
        CultureInfo.InvariantCulture,
        $"DELETE FROM secret_changes WHERE secret_id = @entry_secret AND version <= @entry_version - {MaximumEntries}");

    /// <summary>A statement that writes a secret's metadata, followed by those that write the entry.</summary>
    public static string After(string statement, SecretVersion entry) =>
        entry.Version == 1 ? $"{statement}; {Insert}"
        : entry.Version <= MaximumEntries ? $"{statement}; {DeleteDamage}; {Insert}"
        : $"{statement}; {DeleteDamage}; {Insert}; {Prune}";

    /// <summary>The parameters of <see cref="Insert"/>. The keys must be loaded.</summary>
    public static SqlParameter[] Parameters(ValueSealer sealer, Id<Secret> secret, SecretVersion entry)
    {
        var (kind, details) = (KindWord(entry.Kind), SecretEntryDetails.Write(entry));
        return
        [
            ("@entry_secret", secret.ToStored()), ("@entry_version", entry.Version), ("@entry_kind", kind),
            ("@entry_created", entry.Created?.ToStored()), ("@entry_user", entry.User?.Id.ToStored()),
            ("@entry_user_name", entry.User?.Name ?? ""), ("@entry_details", details), ("@entry_destroyed", entry.Destroyed?.ToStored()),
            ("@entry_tag", sealer.MakeTag(Content(secret, entry, kind, details))),
        ];
    }

    /// <summary>Reads an entry. The keys must be loaded.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: it is not what was written.</exception>
    public static SecretVersion Read(ValueSealer sealer, DbDataReader reader)
    {
        var (secret, kind, details) = (reader.GetId<Secret>(8), reader.GetString(1), reader.GetString(5));
        var created = reader.GetTimeOrNull(2);
        var entry = new SecretVersion
        {
            Version = reader.GetInt64(0),
            Kind = ParseKind(kind),
            Created = created,
            User = reader.IsDBNull(3) ? null : reader.GetUser(3),
            Destroyed = reader.GetTimeOrNull(6),
        };
        return sealer.IsAuthentic(Content(secret, entry, kind, details), reader.GetBytes(7))
            ? SecretEntryDetails.Read(details, entry)
            : throw new ZenException(ErrorCode.StoreDamaged,
                $"The history of the secret {secret} is not what was written: the store was changed from outside or is damaged. The "
                + $"secret and its values are not affected. Run 'zenml store check', and restore the store from a backup.");
    }

    /// <summary>Checks an entry.</summary>
    /// <returns>The id of its secret, as it is stored, if the entry is not what was written; else null.</returns>
    public static string? FindDamaged(ValueSealer sealer, DbDataReader reader)
    {
        try
        {
            _ = Read(sealer, reader);
            return null;
        }
        catch (Exception exception) when (exception is not (DbException or OperationCanceledException))
        {
            return reader.GetString(8);
        }
    }

    private static byte[] Content(Id<Secret> secret, SecretVersion entry, string kind, string details)
    {
        var content = new AssociatedData().Add("zenml-dotnet 1 secret change").Add(secret.Value).Add(entry.Version).Add(kind);
        AddTime(entry.Created);
        content = entry.User is { } user ? content.Add(user.Id.Value).Add(user.Name) : content.Add("").Add("");
        AddTime(entry.Destroyed);
        return content.Add(details).ToArray();

        void AddTime(DateTimeOffset? time) => content = time is { } known ? content.Add(known.ToStored()) : content.Add("");
    }

    private static string KindWord(SecretVersionKind kind) => kind switch
    {
        SecretVersionKind.Create => "create",
        SecretVersionKind.Update => "update",
        SecretVersionKind.Rollback => "rollback",
        SecretVersionKind.Delete => "delete",
        SecretVersionKind.Undelete => "undelete",
        _ => "unknown",
    };

    private static SecretVersionKind ParseKind(string word) => word switch
    {
        "create" => SecretVersionKind.Create,
        "update" => SecretVersionKind.Update,
        "rollback" => SecretVersionKind.Rollback,
        "delete" => SecretVersionKind.Delete,
        "undelete" => SecretVersionKind.Undelete,
        "unknown" => SecretVersionKind.Unknown,
        _ => throw new FormatException("No such kind."),
    };
}
