using System.Globalization;
using System.Xml;
using ZenML.Core.PlainResources;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Tracking;

namespace ZenML.Server.PlainResources;

/// <summary>Reads the values of plain resources from requests.</summary>
internal static class PlainResourceReader
{
    // As large as all values of a secret together; lists return such documents.
    private const int MaximumDocument = 1024 * 1024;

    private const string NotSeconds = "invalid duration format; permitted: whole seconds (type=value_error.duration)";

    /// <summary>Reads the values that are there and not null, by the names of the fields. Mistakes are noted.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="isNew">Whether required values must be there.</param>
    public static Dictionary<string, object> ReadValues(this PlainResourceKind kind, RequestBody body, bool isNew)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in kind.Fields)
        {
            if ((isNew && field.IsRequired && !body.Require(field.Name)) || !body.HasValue(field.Name))
            {
                continue;
            }

            if (Read(field, body) is { } value)
            {
                values.Add(field.Name, field.IsSealed ? new SensitiveString(value.ToString()!) : value);
            }
        }

        return values;
    }

    private static object? Read(PlainField field, RequestBody body) => field.Type switch
    {
        PlainFieldType.Text => ReadText(field, body),
        PlainFieldType.Boolean => body.Boolean(field.Name),
        PlainFieldType.Integer => body.Integer(field.Name),
        PlainFieldType.Seconds => ReadSeconds(field, body),
        PlainFieldType.Time => body.Time(field.Name),
        PlainFieldType.Id => body.Id<object>(field.Name)?.Value,
        PlainFieldType.Texts => TrackingRequests.ToDocument(
            new ConfigurationList(body.TextList(field.Name).Select(text => new ConfigurationText(text)))),
        PlainFieldType.Secrets => ReadSecrets(field, body),
        _ => ReadDocument(field, body),
    };

    private static string? ReadText(PlainField field, RequestBody body) =>
        field.TextOfObject is { } key && body.Any(field.Name) is ConfigurationMap
            ? body.Inner(field.Name)!.RequiredText(key, field.MaximumLength)
            : body.Text(field.Name, field.MaximumLength);

    /// <remarks>A number of seconds, or a duration in ISO 8601. Clients send both.</remarks>
    private static long? ReadSeconds(PlainField field, RequestBody body)
    {
        var seconds = body.Any(field.Name) switch
        {
            ConfigurationNumber number when decimal.TryParse(
                number.Digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) => given,
            ConfigurationText text => ParseDuration(text.Text),
            _ => null,
        };
        if (seconds is { } whole && whole == decimal.Truncate(whole) && Math.Abs(whole) <= int.MaxValue)
        {
            return (long)whole;
        }

        body.Report(field.Name, NotSeconds);
        return null;
    }

    private static decimal? ParseDuration(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds;
        }

        try
        {
            return (decimal)XmlConvert.ToTimeSpan(text).Ticks / TimeSpan.TicksPerSecond;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static SecretValues ReadSecrets(PlainField field, RequestBody body)
    {
        var values = new SecretValues();
        foreach (var (key, value) in body.TextMap(field.Name) ?? [])
        {
            if (value is not null)
            {
                values[key] = new SensitiveString(value);
            }
        }

        return values;
    }

    private static OpaqueJson? ReadDocument(PlainField field, RequestBody body)
    {
        if (body.Map(field.Name) is not { } map)
        {
            return null;
        }

        var document = TrackingRequests.ToDocument(field switch
        {
            { Parts.Count: 0 } => map,
            { HasEntries: true } => new ConfigurationMap(body.InnerMap(field.Name)
                .Select(entry => KeyValuePair.Create<string, ConfigurationValue>(entry.Key, Complete(field, entry.Body)))),
            _ => Complete(field, body.Inner(field.Name)!),
        });
        if (document.Text.Length > MaximumDocument)
        {
            body.Report(field.Name, string.Create(
                CultureInfo.InvariantCulture, $"ensure this value has at most {MaximumDocument} characters (type=value_error)"));
        }

        return document;
    }

    /// <summary>The parts of a document in their order, completed with defaults, then all other keys.</summary>
    private static ConfigurationMap Complete(PlainField field, RequestBody document)
    {
        var complete = new ConfigurationMap();
        foreach (var part in field.Parts)
        {
            if (part.IsRequired)
            {
                document.Require(part.Name);
            }

            complete[part.Name] = (Read(part, document) ?? part.Default) switch
            {
                bool truth => new ConfigurationBoolean(truth),
                string text => new ConfigurationText(text),
                _ => new ConfigurationNull(),
            };
        }

        foreach (var name in document.Names.Where(name => !complete.ContainsKey(name)))
        {
            complete[name] = document.Any(name) ?? new ConfigurationNull();
        }

        return complete;
    }
}
