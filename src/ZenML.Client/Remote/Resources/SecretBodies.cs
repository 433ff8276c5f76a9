using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.Details;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Protocol.Vocabulary;

namespace ZenML.Client.Remote.Resources;

/// <summary>Writes request bodies for secrets.</summary>
internal static class SecretBodies
{
    public static JsonBody Create(NewSecret secret, Id<User> user) => JsonBody.Of(
        writer =>
        {
            writer.WriteString("name", secret.Name.Value);
            writer.WriteString("scope", WireWords.Scopes.Of(secret.Scope));
            WriteValues(writer, secret.Values, []);
            writer.WriteString("user", user.ToString());
            writer.WriteString("workspace", secret.Workspace.ToString());
            WriteKeepVersions(writer, secret.KeepVersions is 0 ? null : secret.KeepVersions);
            WriteRestricted(writer, secret.IsRestricted is true ? true : null);
            WriteDetails(writer, secret.Details);
        },
        Texts(secret.Values));

    /// <summary>Writes a change. The request merges values unless the change replaces them all. A removed key is sent as null.</summary>
    public static JsonBody Update(SecretUpdate update) => JsonBody.Of(
        writer =>
        {
            if (update.Name is { } name)
            {
                writer.WriteString("name", name.Value);
            }

            if (update.Scope is { } scope)
            {
                writer.WriteString("scope", WireWords.Scopes.Of(scope));
            }

            WriteKeepVersions(writer, update.KeepVersions);
            WriteRestricted(writer, update.IsRestricted);
            WriteDetails(writer, update.Details);

            // Without values, a replacing request would delete all of them, and a merging request keeps them.
            if (update.ReplaceAll || update.Set.Count > 0 || update.Remove.Count > 0)
            {
                WriteValues(writer, update.Set, update.Remove);
            }
        },
        Texts(update.Set));

    /// <summary>Writes an edit. A removed key is sent as null.</summary>
    public static JsonBody Edit(SecretUpdate update) => JsonBody.Of(
        writer =>
        {
            writer.WriteGiven("name", update.Name?.Value);
            writer.WriteGiven("scope", update.Scope is { } scope ? WireWords.Scopes.Of(scope) : null);
            WriteKeepVersions(writer, update.KeepVersions);
            WriteRestricted(writer, update.IsRestricted);
            WriteDetails(writer, update.Details);
            writer.WriteBoolean("require_removed", update.RequireRemoved);
            writer.WriteBoolean("replace_all", update.ReplaceAll);
            WriteValues(writer, update.Set, update.Remove);
        },
        Texts(update.Set));

    /// <summary>Writes a secret to create, or values to merge into the one of the same name and scope.</summary>
    public static JsonBody Set(NewSecret secret) => JsonBody.Of(
        writer =>
        {
            writer.WriteString("name", secret.Name.Value);
            writer.WriteString("scope", WireWords.Scopes.Of(secret.Scope));
            WriteValues(writer, secret.Values, []);
            WriteKeepVersions(writer, secret.KeepVersions);
            WriteRestricted(writer, secret.IsRestricted);
            WriteDetails(writer, secret.Details);
        },
        Texts(secret.Values));

    private static void WriteValues(Utf8JsonWriter writer, SecretValues values, IReadOnlyCollection<string> removed)
    {
        writer.WriteStartObject("values");
        foreach (var (key, value) in values.Where(entry => !removed.Contains(entry.Key)))
        {
            writer.WriteString(key, value.Reveal());
        }

        foreach (var key in removed.Distinct(StringComparer.Ordinal))
        {
            writer.WriteNull(key);
        }

        writer.WriteEndObject();
    }

    private static void WriteKeepVersions(Utf8JsonWriter writer, int? versions)
    {
        if (versions is { } number)
        {
            writer.WriteNumber(ExtensionPaths.KeepVersions, number);
        }
    }

    private static void WriteRestricted(Utf8JsonWriter writer, bool? restricted)
    {
        if (restricted is { } value)
        {
            writer.WriteBoolean(ExtensionPaths.Restricted, value);
        }
    }

    private static void WriteDetails(Utf8JsonWriter writer, SecretDetailsUpdate? details)
    {
        if (details is null)
        {
            return;
        }

        writer.WriteGiven(ExtensionPaths.Description, details.Description);
        writer.WriteStartObject(ExtensionPaths.Tags);
        foreach (var name in details.RemoveTags.Where(name => !details.SetTags.ContainsKey(name)).Distinct(StringComparer.Ordinal))
        {
            writer.WriteNull(name);
        }

        foreach (var (name, value) in details.SetTags)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteGiven(ExtensionPaths.Expires, details.Expires is { } time ? WireTimes.WriteExact(time) : null);
        if (details.NeverExpires)
        {
            writer.WriteBoolean(ExtensionPaths.NeverExpires, true);
        }

        WriteKeys(writer, ExtensionPaths.MarkPlain, details.MarkPlain);
        WriteKeys(writer, ExtensionPaths.MarkSecret, details.MarkSecret);
    }

    private static void WriteKeys(Utf8JsonWriter writer, string name, IReadOnlyCollection<string> keys)
    {
        if (keys.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var key in keys)
        {
            writer.WriteStringValue(key);
        }

        writer.WriteEndArray();
    }

    private static IEnumerable<string> Texts(SecretValues values) => values.Values.Select(value => value.Reveal());
}
