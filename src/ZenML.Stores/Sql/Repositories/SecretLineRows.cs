using System.Data.Common;
using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;
using ZenML.Stores.Encryption;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>How the lines of secrets' histories are stored. Each has a tag, as the rows of secrets have.</summary>
internal static class SecretLineRows
{
    /// <summary>The most lines of one secret. A change deletes those beyond it.</summary>
    public const int MaximumLines = 1_000;

    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns = "c.version, c.kind, c.created, c.user_id, c.user_name, c.details, c.destroyed, c.tag, c.secret_id";

    /// <summary>Adds a line; its parameters are <see cref="Parameters"/>.</summary>
    public const string Insert =
        """
        INSERT INTO secret_changes (secret_id, version, kind, created, user_id, user_name, details, destroyed, tag)
        VALUES (@line_secret, @line_version, @line_kind, @line_created, @line_user, @line_user_name, @line_details, @line_destroyed,
            @line_tag)
        """;

    // No line can be of a version that does not exist yet, unless it was damaged. It must not prevent the change.
    private const string DeleteDamage = "DELETE FROM secret_changes WHERE secret_id = @line_secret AND version >= @line_version";

    private static readonly string Prune = string.Create(
        CultureInfo.InvariantCulture,
        $"DELETE FROM secret_changes WHERE secret_id = @line_secret AND version <= @line_version - {MaximumLines}");

    /// <summary>A statement that writes a secret's metadata, followed by those that write the line.</summary>
    public static string After(string statement, SecretVersion line) =>
        line.Version == 1 ? $"{statement}; {Insert}"
        : line.Version <= MaximumLines ? $"{statement}; {DeleteDamage}; {Insert}"
        : $"{statement}; {DeleteDamage}; {Insert}; {Prune}";

    /// <summary>The parameters of <see cref="Insert"/>. The keys must be loaded.</summary>
    public static SqlParameter[] Parameters(ValueSealer sealer, Id<Secret> secret, SecretVersion line)
    {
        var (kind, details) = (KindWord(line.Kind), SecretLineDetails.Write(line));
        return
        [
            ("@line_secret", secret.ToStored()), ("@line_version", line.Version), ("@line_kind", kind),
            ("@line_created", line.Created?.ToStored()), ("@line_user", line.User?.Id.ToStored()),
            ("@line_user_name", line.User?.Name ?? ""), ("@line_details", details), ("@line_destroyed", line.Destroyed?.ToStored()),
            ("@line_tag", sealer.MakeTag(Content(secret, line, kind, details))),
        ];
    }

    /// <summary>Reads a line. The keys must be loaded.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreDamaged"/>: it is not what was written.</exception>
    public static SecretVersion Read(ValueSealer sealer, DbDataReader reader)
    {
        var (secret, kind, details) = (reader.GetId<Secret>(8), reader.GetString(1), reader.GetString(5));
        var created = reader.GetTimeOrNull(2);
        var line = new SecretVersion
        {
            Version = reader.GetInt64(0),
            Kind = ParseKind(kind),
            Created = created,
            User = reader.IsDBNull(3) ? null : reader.GetUser(3),
            Destroyed = reader.GetTimeOrNull(6),
        };
        return sealer.IsAuthentic(Content(secret, line, kind, details), reader.GetBytes(7))
            ? SecretLineDetails.Read(details, line)
            : throw new ZenException(ErrorCode.StoreDamaged,
                $"The history of the secret {secret} is not what was written: the store was changed from outside or is damaged. The "
                + $"secret and its values are not affected. Run 'zenml store check', and restore the store from a backup.");
    }

    /// <summary>Checks a line.</summary>
    /// <returns>The id of its secret, as it is stored, if the line is not what was written; else null.</returns>
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

    private static byte[] Content(Id<Secret> secret, SecretVersion line, string kind, string details)
    {
        var content = new AssociatedData().Add("zenml-dotnet 1 secret change").Add(secret.Value).Add(line.Version).Add(kind);
        AddTime(line.Created);
        content = line.User is { } user ? content.Add(user.Id.Value).Add(user.Name) : content.Add("").Add("");
        AddTime(line.Destroyed);
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
