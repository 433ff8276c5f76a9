using System.Text.Json;
using ZenML.Client.Remote.Http;
using ZenML.Core.Access;
using ZenML.Core.Accounts.Credentials;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;

namespace ZenML.Client.Remote.Resources;

/// <summary>Writes requests that create and change API keys.</summary>
internal static class ApiKeyRequest
{
    /// <summary>The body of a request that creates a key.</summary>
    public static JsonBody Of(ApiKeyDefinition definition) => JsonBody.Of(writer =>
    {
        writer.WriteString("name", definition.Name);
        writer.WriteString("description", definition.Description);
        writer.WriteGiven(ExtensionPaths.KeyRole, definition.Limits.Role?.Text())
            .WriteGiven(ExtensionPaths.KeyWorkspace, definition.Limits.Workspace?.ToString());
        WriteSecrets(writer, definition.Limits.Secrets);
        WriteList(writer, ExtensionPaths.KeyNetworks, definition.Networks is { Count: > 0 } networks ? networks : null);
        writer.WriteGiven(ExtensionPaths.KeyExpires, WriteTime(definition.Expires));
    });

    /// <summary>The body of a request that changes a key.</summary>
    public static JsonBody Of(ApiKeyUpdate update) => JsonBody.Of(writer =>
    {
        writer.WriteGiven("name", update.Name)
            .WriteGiven("description", update.Description)
            .WriteGiven("active", update.IsActive);
        if (update.Limits is { } limits)
        {
            Write(writer, limits);
        }
    });

    private static void Write(Utf8JsonWriter writer, ApiKeyLimitsUpdate update)
    {
        WriteNullIf(writer, update.AnyRole, ExtensionPaths.KeyRole);
        WriteNullIf(writer, update.AnyWorkspace, ExtensionPaths.KeyWorkspace);
        WriteNullIf(writer, update.Secrets is { Count: 0 }, ExtensionPaths.KeySecrets);
        WriteNullIf(writer, update.Networks is { Count: 0 }, ExtensionPaths.KeyNetworks);
        WriteNullIf(writer, update.NeverExpires, ExtensionPaths.KeyExpires);
        writer.WriteGiven(ExtensionPaths.KeyRole, update.AnyRole ? null : update.Role?.Text())
            .WriteGiven(ExtensionPaths.KeyWorkspace, update.AnyWorkspace ? null : update.Workspace?.ToString())
            .WriteGiven(ExtensionPaths.KeyExpires, update.NeverExpires ? null : WriteTime(update.Expires));
        WriteSecrets(writer, update.Secrets is { Count: > 0 } secrets ? secrets : null);
        WriteList(writer, ExtensionPaths.KeyNetworks, update.Networks is { Count: > 0 } networks ? networks : null);
    }

    private static void WriteNullIf(Utf8JsonWriter writer, bool removes, string name)
    {
        if (removes)
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteSecrets(Utf8JsonWriter writer, IEnumerable<Id<Secret>>? secrets) =>
        WriteList(writer, ExtensionPaths.KeySecrets, secrets?.Select(id => id.ToString()));

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string>? texts)
    {
        if (texts is null)
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

    private static string? WriteTime(DateTimeOffset? time) => time is { } given ? WireTimes.WriteExact(given) : null;
}
