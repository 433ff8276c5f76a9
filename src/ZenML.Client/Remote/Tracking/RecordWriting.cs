using System.Globalization;
using System.Text.Json;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Tracking;

/// <summary>Writes what the requests about runs have in common.</summary>
internal static class RecordWriting
{
    public static void WriteOwner(this Utf8JsonWriter writer, Id<Workspace> workspace, Id<User> user)
    {
        writer.WriteId("user", user);
        writer.WriteId("workspace", workspace);
    }

    /// <summary>Writes a time in UTC, to the microsecond, without a zone; null for none.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));

    public static void WriteId<TResource>(this Utf8JsonWriter writer, string name, Id<TResource> id) =>
        writer.WriteString(name, id.Value);

    public static void WriteId<TResource>(this Utf8JsonWriter writer, string name, Id<TResource>? id) =>
        writer.WriteString(name, id?.ToString());

    public static void WriteDocument(this Utf8JsonWriter writer, string name, OpaqueJson document)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(document.Text);
    }

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes ids by name. Of two with one name, the last counts.</summary>
    public static void WriteArtifacts(
        this Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, Id<ArtifactVersion>>> artifacts)
    {
        writer.WriteStartObject(name);
        foreach (var group in artifacts.GroupBy(artifact => artifact.Key))
        {
            writer.WriteId(group.Key, group.Last().Value);
        }

        writer.WriteEndObject();
    }
}
