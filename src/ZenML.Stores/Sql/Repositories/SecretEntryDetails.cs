using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.History;

namespace ZenML.Stores.Sql.Repositories;

/// <summary>What a change changed, as JSON. What it did not change is left out.</summary>
internal static class SecretEntryDetails
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(SecretVersion entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            WriteTexts(writer, "added", entry.Added);
            WriteTexts(writer, "changed", entry.Changed);
            WriteTexts(writer, "removed", entry.Removed);
            WriteTexts(writer, "name", entry.Name is { } name ? [name.Before, name.After] : []);
            WriteTexts(writer, "scope", entry.Scope is { } scope ? [scope.Before.ToStored(), scope.After.ToStored()] : []);
            WriteTexts(writer, "workspace", entry.Workspace is { } workspace ? [workspace.Before, workspace.After] : []);
            WriteTexts(writer, "details", entry.ChangedDetails);
            WriteTexts(writer, "plain", entry.MarkedPlain);
            WriteTexts(writer, "secret", entry.MarkedSecret);
            WriteNumber(writer, "omitted", entry.Omitted == 0 ? null : entry.Omitted);
            WriteNumber(writer, "keep", entry.KeepVersions);
            WriteNumber(writer, "to", entry.RolledBackTo);
            WriteTrue(writer, "values", entry.HasValues);
            WriteTrue(writer, "not_compared", !entry.IsCompared);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Adds what the JSON says to an entry.</summary>
    public static SecretVersion Read(string json, SecretVersion entry)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return entry with
        {
            Added = ReadTexts(root, "added"),
            Changed = ReadTexts(root, "changed"),
            Removed = ReadTexts(root, "removed"),
            Name = ReadTexts(root, "name") is [var oldName, var newName] ? new(oldName, newName) : null,
            Scope = ReadTexts(root, "scope") is [var oldScope, var newScope] ? new(ReadScope(oldScope), ReadScope(newScope)) : null,
            Workspace = ReadTexts(root, "workspace") is [var oldWorkspace, var newWorkspace] ? new(oldWorkspace, newWorkspace) : null,
            ChangedDetails = ReadTexts(root, "details"),
            MarkedPlain = ReadTexts(root, "plain"),
            MarkedSecret = ReadTexts(root, "secret"),
            Omitted = (int)(ReadNumber(root, "omitted") ?? 0),
            KeepVersions = (int?)ReadNumber(root, "keep"),
            RolledBackTo = ReadNumber(root, "to"),
            HasValues = root.TryGetProperty("values", out _),
            IsCompared = !root.TryGetProperty("not_compared", out _),
        };
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } given)
        {
            writer.WriteNumber(name, given);
        }
    }

    private static void WriteTrue(Utf8JsonWriter writer, string name, bool truth)
    {
        if (truth)
        {
            writer.WriteBoolean(name, true);
        }
    }

    private static IReadOnlyList<string> ReadTexts(JsonElement root, string name) =>
        root.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static long? ReadNumber(JsonElement root, string name) =>
        root.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static SecretScope ReadScope(string word) => word == "user" ? SecretScope.User : SecretScope.Workspace;
}
