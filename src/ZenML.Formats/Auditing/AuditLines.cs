using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ZenML.Core.Auditing.Chains;

namespace ZenML.Formats.Auditing;

/// <summary>
/// An export of an audit log as JSON lines. What is read back is what was written, byte for byte: a line that says the same in
/// another way is not accepted.
/// </summary>
public static class AuditLines
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private const long Version = 1;

    /// <summary>The first line of an export of all records.</summary>
    public static string Write(AuditStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return Line("statement", writer =>
        {
            writer.WriteNumber("version", Version);
            WriteTime(writer, "created", statement.Created);
            writer.WriteStartArray("ends");
            foreach (var end in statement.Ends)
            {
                writer.WriteStartObject();
                writer.WriteString("chain", end.Chain);
                writer.WriteBoolean("older", end.IsOlder);
                writer.WriteNumber("position", end.Position);
                WriteHex(writer, "hash", end.Hash);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("unchained", statement.Unchained);
            writer.WriteBase64String("public_key", statement.PublicKey);
            writer.WriteStartArray("earlier_keys");
            foreach (var key in statement.EarlierKeys)
            {
                writer.WriteBase64StringValue(key);
            }

            writer.WriteEndArray();
            writer.WriteBase64String("signature", statement.Signature);
        });
    }

    /// <summary>The first line of an export of some records, which cannot be verified.</summary>
    public static string WriteFiltered(long created) => Line("filtered", writer =>
    {
        writer.WriteNumber("version", Version);
        WriteTime(writer, "created", created);
    });

    /// <summary>The line of a record.</summary>
    public static string Write(string chain, AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Line("record", writer =>
        {
            writer.WriteString("chain", chain);
            writer.WriteNumber("position", record.Position);
            WriteId(writer, "id", record.Id);
            WriteTime(writer, "created", record.Created);
            WriteId(writer, "user_id", record.UserId);
            writer.WriteString("user_name", record.UserName);
            writer.WriteString("action", record.Action);
            writer.WriteString("resource_type", record.ResourceType);
            WriteId(writer, "resource_id", record.ResourceId);
            WriteText(writer, "resource_name", record.ResourceName);
            WriteText(writer, "name", record.BareName);
            WriteText(writer, "scope", record.Scope);
            WriteId(writer, "owner_id", record.OwnerId);
            WriteId(writer, "workspace_id", record.WorkspaceId);
            WriteText(writer, "address", record.Address);
            writer.WriteString("outcome", record.Outcome);
            writer.WriteNumber("count", record.Count);
            WriteId(writer, "part_of", record.PartOf);
            if (record.PartCount is { } parts)
            {
                writer.WriteNumber("part_count", parts);
            }

            if (record.ChangedKeys is { } keys)
            {
                writer.WriteStartArray("keys");
                foreach (var key in keys.Split('\n'))
                {
                    writer.WriteStringValue(key);
                }

                writer.WriteEndArray();
            }

            WriteHex(writer, "hash", record.Hash);
            if (record.CountProof is { } proof)
            {
                writer.WriteBase64String("count_proof", proof);
            }
        });
    }

    /// <summary>The line of a checkpoint.</summary>
    public static string Write(AuditCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Line("checkpoint", writer =>
        {
            writer.WriteString("chain", checkpoint.Chain);
            writer.WriteNumber("position", checkpoint.Position);
            WriteHex(writer, "hash", checkpoint.Hash);
            writer.WriteNumber("previous", checkpoint.Previous);
            WriteTime(writer, "created", checkpoint.Created);
            writer.WriteBoolean("late", checkpoint.IsLate);
            WriteText(writer, "older", checkpoint.Older);
            writer.WriteString("key_id", checkpoint.KeyId);
            writer.WriteBase64String("signature", checkpoint.Signature);
        });
    }

    /// <summary>The line of a gap.</summary>
    public static string Write(AuditGap gap)
    {
        ArgumentNullException.ThrowIfNull(gap);
        return Line("gap", writer =>
        {
            writer.WriteString("chain", gap.Chain);
            writer.WriteNumber("first", gap.First);
            writer.WriteNumber("last", gap.Last);
            WriteHex(writer, "last_hash", gap.LastHash);
            WriteTime(writer, "created", gap.Created);
            writer.WriteString("key_id", gap.KeyId);
            writer.WriteBase64String("signature", gap.Signature);
        });
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is not a line that was written by this class.</exception>
    public static AuditLine Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var (read, again) = Text(root, "type") switch
            {
                "statement" when ReadStatement(root) is var statement => (new AuditLine { Statement = statement }, Write(statement)),
                "filtered" => (new AuditLine { IsFiltered = true }, WriteFiltered(Time(root, "created"))),
                "record" when ReadRecord(root) is var record && Text(root, "chain") is var chain =>
                    (new AuditLine { Chain = chain, Record = record }, Write(chain, record)),
                "checkpoint" when ReadCheckpoint(root) is var checkpoint => (
                    new AuditLine { Chain = checkpoint.Chain, Checkpoint = checkpoint }, Write(checkpoint)),
                "gap" when ReadGap(root) is var gap => (new AuditLine { Chain = gap.Chain, Gap = gap }, Write(gap)),
                _ => throw new FormatException("The type of the line is unknown."),
            };
            return again == line ? read : throw new FormatException("The line says the same in another way.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("The line is not JSON of an audit log.", exception);
        }
    }

    private static string Line(string type, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static AuditStatement ReadStatement(JsonElement root) => new()
    {
        Created = Time(root, "created"),
        Ends =
        [
            .. root.GetProperty("ends").EnumerateArray().Select(end => new AuditChainEnd(
                Text(end, "chain"), end.GetProperty("older").GetBoolean(), end.GetProperty("position").GetInt64(), Hex(end, "hash"))),
        ],
        Unchained = root.GetProperty("unchained").GetInt64(),
        PublicKey = root.GetProperty("public_key").GetBytesFromBase64(),
        EarlierKeys = [.. root.GetProperty("earlier_keys").EnumerateArray().Select(key => key.GetBytesFromBase64())],
        Signature = root.GetProperty("signature").GetBytesFromBase64(),
    };

    private static AuditRecord ReadRecord(JsonElement root) => new()
    {
        Position = root.GetProperty("position").GetInt64(),
        Id = Id(root, "id") ?? "",
        Created = Time(root, "created"),
        UserId = Id(root, "user_id"),
        UserName = Text(root, "user_name"),
        Action = Text(root, "action"),
        ResourceType = Text(root, "resource_type"),
        ResourceId = Id(root, "resource_id"),
        ResourceName = Find(root, "resource_name"),
        BareName = Find(root, "name"),
        Scope = Find(root, "scope"),
        OwnerId = Id(root, "owner_id"),
        WorkspaceId = Id(root, "workspace_id"),
        Address = Find(root, "address"),
        Outcome = Text(root, "outcome"),
        Count = root.GetProperty("count").GetInt64(),
        PartOf = Id(root, "part_of"),
        PartCount = root.TryGetProperty("part_count", out var parts) ? parts.GetInt64() : null,
        ChangedKeys = root.TryGetProperty("keys", out var keys)
            ? string.Join('\n', keys.EnumerateArray().Select(key => key.GetString()))
            : null,
        Hash = Hex(root, "hash"),
        CountProof = root.TryGetProperty("count_proof", out var proof) ? proof.GetBytesFromBase64() : null,
    };

    private static AuditCheckpoint ReadCheckpoint(JsonElement root) => new()
    {
        Chain = Text(root, "chain"),
        Position = root.GetProperty("position").GetInt64(),
        Hash = Hex(root, "hash"),
        Previous = root.GetProperty("previous").GetInt64(),
        Created = Time(root, "created"),
        IsLate = root.GetProperty("late").GetBoolean(),
        Older = Find(root, "older"),
        KeyId = Text(root, "key_id"),
        Signature = root.GetProperty("signature").GetBytesFromBase64(),
    };

    private static AuditGap ReadGap(JsonElement root) => new()
    {
        Chain = Text(root, "chain"),
        First = root.GetProperty("first").GetInt64(),
        Last = root.GetProperty("last").GetInt64(),
        LastHash = Hex(root, "last_hash"),
        Created = Time(root, "created"),
        KeyId = Text(root, "key_id"),
        Signature = root.GetProperty("signature").GetBytesFromBase64(),
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static string? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var found) ? found.GetString() : null;

    private static string? Id(JsonElement element, string name) =>
        Find(element, name) is { } text ? Guid.TryParseExact(text, "D", out var id) ? id.ToString("N") : text : null;

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(Text(element, name));

    private static long Time(JsonElement element, string name) => AuditTimes.Microseconds(DateTimeOffset.ParseExact(
        Text(element, name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private static void WriteTime(Utf8JsonWriter writer, string name, long microseconds) => writer.WriteString(
        name, AuditTimes.Time(microseconds).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));

    private static void WriteHex(Utf8JsonWriter writer, string name, byte[] bytes) =>
        writer.WriteString(name, Convert.ToHexStringLower(bytes));

    private static void WriteId(Utf8JsonWriter writer, string name, string? id) =>
        WriteText(writer, name, Guid.TryParseExact(id, "N", out var parsed) ? parsed.ToString("D") : id);

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
