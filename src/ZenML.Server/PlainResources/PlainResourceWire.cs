using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets;
using ZenML.Protocol.Json;
using ZenML.Server.Http.Directories;
using ZenML.Server.Tracking;

namespace ZenML.Server.PlainResources;

/// <summary>Writes plain resources and code references as they travel.</summary>
internal static class PlainResourceWire
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Collects the accounts and workspaces that a response nests.</summary>
    public static NamedLoader Add(this NamedLoader named, PlainResource? resource) =>
        named.Add(resource?.User).Add(resource?.Workspace).Add(resource?.Stack?.User).Add(resource?.Pipeline);

    /// <summary>Collects the accounts that the origin of a deployment nests.</summary>
    public static NamedLoader Add(this NamedLoader named, DeploymentOrigin origin) =>
        named.Add(origin.Build?.User).Add(origin.Schedule?.User).Add(origin.Code?.CodeRepository.User);

    /// <summary>The resource as JSON.</summary>
    public static byte[] ToJson(this PlainResource resource, NamedLoader named, bool hydrate) =>
        Write(writer => Write(writer, resource, named, hydrate));

    /// <summary>The page as JSON.</summary>
    public static byte[] ToJson(this Page<PlainResource> page, NamedLoader named, bool hydrate) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", page.Index);
        writer.WriteNumber("max_size", page.Size);
        writer.WriteNumber("total_pages", page.TotalPages);
        writer.WriteNumber("total", page.Total);
        writer.WriteStartArray("items");
        foreach (var resource in page.Items)
        {
            Write(writer, resource, named, hydrate);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The resource, unhydrated, as a part of another response; null for none.</summary>
    public static OpaqueJson? ToNested(this PlainResource? resource, NamedLoader named) =>
        resource is null ? null : new OpaqueJson(Encoding.UTF8.GetString(resource.ToJson(named, hydrate: false)));

    /// <summary>The code reference as a part of another response; null for none.</summary>
    public static OpaqueJson? ToNested(this CodeReference? code, NamedLoader named) => code is null
        ? null
        : new OpaqueJson(Encoding.UTF8.GetString(Write(writer => Write(writer, code, named))));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, PlainResource resource, NamedLoader named, bool hydrate)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("body");
        WriteTimes(writer, resource.Created, resource.Updated);
        Write(writer, "user", named.Find(resource.User), ContractsJson.Wire.UserResource);
        WriteFields(writer, resource, PlainPlace.Body, named);
        writer.WriteEndObject();
        if (hydrate || resource.Kind.IsAlwaysHydrated)
        {
            writer.WriteStartObject("metadata");
            Write(writer, "workspace", named.Find(resource.Workspace), ContractsJson.Wire.WorkspaceResource);
            WriteFields(writer, resource, PlainPlace.Metadata, named);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("metadata");
        }

        WriteEnd(writer, resource.Id.Value, resource.Kind.HasName ? resource.Name : null);
    }

    private static void Write(Utf8JsonWriter writer, CodeReference code, NamedLoader named)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("body");
        WriteTimes(writer, code.Created, code.Created);
        writer.WriteString("commit", code.Commit);
        writer.WriteString("subdirectory", code.Subdirectory);
        writer.WritePropertyName("code_repository");
        Write(writer, code.CodeRepository, named, hydrate: false);
        writer.WriteEndObject();
        writer.WriteNull("metadata");
        WriteEnd(writer, code.Id.Value, name: null);
    }

    private static void WriteTimes(Utf8JsonWriter writer, DateTimeOffset created, DateTimeOffset updated)
    {
        writer.WriteString("created", WireTimes.Write(created));
        writer.WriteString("updated", WireTimes.Write(updated));
    }

    private static void WriteEnd(Utf8JsonWriter writer, Guid id, string? name)
    {
        writer.WriteNull("resources");
        writer.WriteString("id", id);
        writer.WriteBoolean("permission_denied", false);
        if (name is not null)
        {
            writer.WriteString("name", name);
        }

        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, PlainResource resource, PlainPlace place, NamedLoader named)
    {
        foreach (var (field, value) in resource.Kind.Fields.Zip(resource.Values).Where(pair => pair.First.Place == place))
        {
            switch (field.Reference)
            {
                case { IsNested: true, Target: PlainTarget.Stack }:
                    Write(writer, field.Name, resource.Stack?.ToWire(named), ContractsJson.Wire.StackResource);
                    break;
                case { IsNested: true }:
                    Write(writer, field.Name, resource.Pipeline?.ToWire(named, hydrate: false), ContractsJson.Wire.PipelineResource);
                    break;
                default:
                    WriteValue(writer, field, value);
                    break;
            }
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, PlainField field, object? value)
    {
        if (field.Type == PlainFieldType.Secrets)
        {
            // The values are in the secret. Clients expect the field.
            writer.WriteStartObject(field.Name);
            writer.WriteEndObject();
        }

        writer.WritePropertyName(field.Column);
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case long seconds when field.Type == PlainFieldType.Seconds:
                writer.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"{seconds}.0"));
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(WireTimes.Write(time));
                break;
            case Guid id:
                writer.WriteStringValue(id);
                break;
            case SensitiveString sealedText:
                writer.WriteRawValue(sealedText.Reveal(), skipInputValidation: true);
                break;
            case OpaqueJson document:
                writer.WriteRawValue(document.Text, skipInputValidation: true);
                break;
            default:
                throw new InvalidOperationException($"The field {field.Name} has a value of an unknown type.");
        }
    }

    private static void Write<TValue>(Utf8JsonWriter writer, string name, TValue? value, JsonTypeInfo<TValue> type)
        where TValue : class
    {
        writer.WritePropertyName(name);
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(writer, value, type);
        }
    }
}
