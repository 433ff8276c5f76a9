using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;

namespace ZenML.Formats.Auditing;

/// <summary>Records of the audit log as OpenTelemetry logs: the JSON of one request to a collector (OTLP/HTTP).</summary>
public static class OtlpLogs
{
    private const int Info = 9, Warning = 13;

    /// <summary>The request for some records.</summary>
    /// <param name="version">The version of the program.</param>
    /// <param name="records">The records.</param>
    public static byte[] Write(string version, IEnumerable<AuditRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("resourceLogs");
            writer.WriteStartObject();
            writer.WriteStartObject("resource");
            writer.WriteStartArray("attributes");
            WriteAttribute(writer, "service.name", "zenml");
            WriteAttribute(writer, "service.version", version);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteStartArray("scopeLogs");
            writer.WriteStartObject();
            writer.WriteStartObject("scope");
            writer.WriteString("name", "zenml.audit");
            writer.WriteEndObject();
            writer.WriteStartArray("logRecords");
            foreach (var record in records)
            {
                WriteRecord(writer, record);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRecord(Utf8JsonWriter writer, AuditRecord record)
    {
        var isSuccess = record.Outcome == AuditOutcome.Success.Text();
        var nanoseconds = (record.Created * (Int128)1000).ToString(CultureInfo.InvariantCulture);
        writer.WriteStartObject();
        writer.WriteString("timeUnixNano", nanoseconds);
        writer.WriteString("observedTimeUnixNano", nanoseconds);
        writer.WriteNumber("severityNumber", isSuccess ? Info : Warning);
        writer.WriteString("severityText", isSuccess ? "INFO" : "WARN");
        writer.WriteString("eventName", "zenml.audit");
        writer.WriteStartObject("body");
        writer.WriteString("stringValue", $"{record.Action} {record.ResourceType} {record.BareName ?? record.ResourceName}".TrimEnd());
        writer.WriteEndObject();
        writer.WriteStartArray("attributes");
        WriteAttribute(writer, "zenml.audit.id", record.Id);
        WriteAttribute(writer, "enduser.id", record.UserName);
        WriteAttribute(writer, "zenml.user.id", record.UserId);
        WriteAttribute(writer, "client.address", record.Address);
        WriteAttribute(writer, "zenml.action", record.Action);
        WriteAttribute(writer, "zenml.outcome", record.Outcome);
        WriteAttribute(writer, "zenml.resource.type", record.ResourceType);
        WriteAttribute(writer, "zenml.resource.id", record.ResourceId);
        WriteAttribute(writer, "zenml.resource.name", record.BareName ?? record.ResourceName);
        WriteAttribute(writer, "zenml.resource.scope", record.Scope);
        WriteAttribute(writer, "zenml.resource.owner", record.OwnerId);
        WriteAttribute(writer, "zenml.workspace.id", record.WorkspaceId);
        WriteAttribute(writer, "zenml.changed_keys", record.ChangedKeys?.Replace('\n', ','));
        WriteAttribute(writer, "zenml.count", record.Count == 1 ? null : record.Count.ToString(CultureInfo.InvariantCulture));
        WriteAttribute(writer, "zenml.audit.hash", record.Hash.Length == 0 ? null : Convert.ToHexStringLower(record.Hash));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter writer, string key, string? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("key", key);
        writer.WriteStartObject("value");
        writer.WriteString("stringValue", value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
