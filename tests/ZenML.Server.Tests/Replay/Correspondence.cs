using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace ZenML.Server.Tests.Replay;

/// <summary>
/// Maps ids and random codes of the recording to those of this server. It learns them from responses.
/// </summary>
internal sealed class Correspondence
{
    private readonly Dictionary<Guid, Guid> ids = [];
    private readonly Dictionary<Guid, Guid> recordedIds = [];
    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);

    /// <summary>Our id for a recorded one.</summary>
    public bool TryFind(Guid recorded, out Guid ours) => ids.TryGetValue(recorded, out ours);

    /// <summary>Notes that two ids belong together.</summary>
    /// <returns>False if one of them belongs to another already.</returns>
    public bool Learn(Guid recorded, Guid ours)
    {
        if (ids.TryGetValue(recorded, out var known) || recordedIds.ContainsKey(ours))
        {
            return known == ours;
        }

        ids.Add(recorded, ours);
        recordedIds.Add(ours, recorded);
        return true;
    }

    /// <summary>Whether two ids are known to belong together.</summary>
    public bool Belong(JsonElement recorded, JsonElement ours) =>
        Guid.TryParse(recorded.GetString(), out var id) && ids.TryGetValue(id, out var known)
            && Guid.TryParse(ours.GetString(), out var ourId) && known == ourId;

    /// <summary>Notes a random text that a later request sends back.</summary>
    public void LearnCode(string recorded, string ours) => codes[recorded] = ours;

    /// <summary>A recorded text as we have to send it.</summary>
    [return: NotNullIfNotNull(nameof(recorded))]
    public string? Translate(string? recorded)
    {
        if (recorded is null)
        {
            return null;
        }

        if (codes.TryGetValue(recorded, out var code))
        {
            return code;
        }

        return Guid.TryParse(recorded, out var id) && ids.TryGetValue(id, out var ours) ? Write(ours, like: recorded) : recorded;
    }

    /// <summary>A path, segment by segment.</summary>
    public string TranslatePath(string path) => string.Join('/', path.Split('/').Select(Translate));

    /// <summary>The value of a filter: <c>operator:operand</c>, where the operand may be an id or a part of one.</summary>
    public string TranslateFilter(string name, string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var prefix = value[..(colon + 1)];
        var operand = value[(colon + 1)..];
        if (Translate(operand) is var whole && whole != operand)
        {
            return prefix + whole;
        }

        return name == "id" || name.EndsWith("_id", StringComparison.Ordinal) ? prefix + TranslatePart(operand) : value;
    }

    /// <summary>A body, with every text in it translated.</summary>
    public void Write(Utf8JsonWriter writer, JsonElement body)
    {
        switch (body.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in body.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in body.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Translate(body.GetString()));
                break;
            default:
                writer.WriteRawValue(body.GetRawText());
                break;
        }
    }

    private string TranslatePart(string part)
    {
        var dashless = part.Replace("-", "", StringComparison.Ordinal);
        if (dashless.Length < 3 || !dashless.All(char.IsAsciiHexDigit))
        {
            return part;
        }

        foreach (var (recorded, ours) in ids)
        {
            foreach (var format in (string[])["N", "D"])
            {
                var start = recorded.ToString(format).IndexOf(part, StringComparison.OrdinalIgnoreCase);
                if (start >= 0)
                {
                    var ourPart = ours.ToString(format).Substring(start, part.Length);
                    return part.Any(char.IsAsciiLetterUpper) ? ourPart.ToUpper(CultureInfo.InvariantCulture) : ourPart;
                }
            }
        }

        return part;
    }

    private static string Write(Guid id, string like)
    {
        var text = id.ToString(like.Contains('-', StringComparison.Ordinal) ? "D" : "N");
        return like.Any(char.IsAsciiLetterUpper) ? text.ToUpper(CultureInfo.InvariantCulture) : text;
    }
}
