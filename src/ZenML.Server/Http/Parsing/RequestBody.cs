using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Reads a JSON body field by field. Distinguishes absent from null, accepts numbers and truth values as text, and collects all
/// mistakes. Ignores the content type, because the Python client sends none.
/// </summary>
internal sealed class RequestBody
{
    internal const string Required = "field required (type=value_error.missing)";
    private const string NotNull = "none is not an allowed value (type=type_error.none.not_allowed)";

    private readonly ConfigurationMap fields;
    private readonly RequestMistakes mistakes;
    private readonly string location;
    private readonly bool isReadable;

    private RequestBody(ConfigurationMap? fields, RequestMistakes mistakes, string location)
    {
        isReadable = fields is not null;
        this.fields = fields ?? new ConfigurationMap();
        this.mistakes = mistakes;
        this.location = location;
    }

    /// <summary>The names of the fields that were sent.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>Reads the body. If it is not a JSON object, reports that single mistake and treats all fields as absent.</summary>
    public static async Task<RequestBody> ReadAsync(HttpContext http, RequestMistakes mistakes)
    {
        if (http.Request.Body is MemoryStream whole && whole.TryGetBuffer(out var present))
        {
            return new RequestBody(JsonObject.Parse(present, mistakes), mistakes, "body");
        }

        using var buffer = await BodyMemory.ReadAsync(http);
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        return new RequestBody(JsonObject.Parse(bytes.Span, mistakes), mistakes, "body");
    }

    /// <summary>Whether the field was sent, even as null.</summary>
    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>Whether the field was sent and is not null.</summary>
    public bool HasValue(string name) => fields.TryGetValue(name, out var value) && value is not ConfigurationNull;

    /// <summary>Returns text; null if the field is absent or null. Converts numbers and truth values to text.</summary>
    /// <param name="name">The field.</param>
    /// <param name="maximumLength">In characters (code points).</param>
    public string? Text(string name, int maximumLength = int.MaxValue) => ToText(Find(name), Path(name), maximumLength);

    /// <summary>Returns required text.</summary>
    public string RequiredText(string name, int maximumLength = int.MaxValue) => Require(name) ? Text(name, maximumLength) ?? "" : "";

    /// <summary>Returns a truth value; null if the field is absent or null.</summary>
    public bool? Boolean(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case ConfigurationBoolean boolean:
                return boolean.Value;
            case ConfigurationText text when WireBoolean.TryParse(text.Text, out var value):
                return value;
            case ConfigurationNumber { Digits: "0" or "1" } number:
                return number.Digits == "1";
            default:
                mistakes.Add(Path(name), "value could not be parsed to a boolean (type=type_error.bool)");
                return null;
        }
    }

    /// <summary>Returns a required truth value.</summary>
    public bool RequiredBoolean(string name) => Require(name) && (Boolean(name) ?? false);

    /// <summary>Returns a whole number; null if the field is absent or null.</summary>
    public long? Integer(string name)
    {
        var digits = Find(name) switch
        {
            null => null,
            ConfigurationNumber number => number.Digits,
            ConfigurationText text => text.Text,
            _ => "",
        };
        if (digits is null)
        {
            return null;
        }

        if (long.TryParse(
            digits,
            System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value))
        {
            return value;
        }

        mistakes.Add(Path(name), "value is not a valid integer (type=type_error.integer)");
        return null;
    }

    /// <summary>Returns a complete id; null if the field is absent or null.</summary>
    public Id<TResource>? Id<TResource>(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value is ConfigurationText text && Core.Resources.Id<TResource>.TryParse(text.Text, out var id))
        {
            return id;
        }

        mistakes.Add(Path(name), "value is not a valid uuid (type=type_error.uuid)");
        return null;
    }

    /// <summary>Returns a required id.</summary>
    public Id<TResource> RequiredId<TResource>(string name) => Require(name) ? Id<TResource>(name) ?? default : default;

    /// <summary>Returns a time; null if the field is absent or null. A time without a zone is UTC.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value is ConfigurationText text && Protocol.Json.WireTimes.TryRead(text.Text, out var time))
        {
            return time;
        }

        mistakes.Add(Path(name), "invalid datetime format (type=value_error.datetime)");
        return null;
    }

    /// <summary>Returns a map with values of any type; null if the field is absent or null.</summary>
    public ConfigurationMap? Map(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case ConfigurationMap map:
                return map;
            default:
                mistakes.Add(Path(name), "value is not a valid dict (type=type_error.dict)");
                return null;
        }
    }

    /// <summary>Returns a required map.</summary>
    public ConfigurationMap RequiredMap(string name) => Require(name) ? Map(name) ?? new ConfigurationMap() : new ConfigurationMap();

    /// <summary>Returns a map with values of text or null; null if the field is absent or null.</summary>
    public OrderedDictionary<string, string?>? TextMap(string name)
    {
        if (Map(name) is not { } map)
        {
            return null;
        }

        var texts = new OrderedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, value) in map)
        {
            texts[key] = value is ConfigurationNull ? null : ToText(value, $"{Path(name)} -> {Shown(key)}", int.MaxValue);
        }

        return texts;
    }

    /// <summary>Returns a list with items of any type; null if the field is absent or null.</summary>
    public ConfigurationList? List(string name)
    {
        switch (Find(name))
        {
            case null:
                return null;
            case ConfigurationList list:
                return list;
            default:
                mistakes.Add(Path(name), "value is not a valid list (type=type_error.list)");
                return null;
        }
    }

    /// <summary>Returns a value of any type; null if the field is absent or null.</summary>
    public ConfigurationValue? Any(string name) => Find(name);

    /// <summary>Returns one of a set of words; null if the field is absent or null.</summary>
    public string? Choice(string name, params IReadOnlyCollection<string> words)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value is ConfigurationText text && words.Contains(text.Text))
        {
            return text.Text;
        }

        mistakes.Add(
            Path(name),
            $"value is not a valid enumeration member; permitted: "
                + $"{string.Join(", ", words.Select(word => $"'{word}'"))} (type=type_error.enum)");
        return null;
    }

    /// <summary>Returns a nested object to read by the same rules; null if the field is absent or null.</summary>
    public RequestBody? Inner(string name) => Map(name) is { } map ? new RequestBody(map, mistakes, Path(name)) : null;

    /// <summary>Returns the objects in a list to read by the same rules; empty if the field is absent or null.</summary>
    public IReadOnlyList<RequestBody> InnerList(string name) =>
        [.. (List(name) ?? new ConfigurationList([])).Select((item, index) => Inner(item, $"{Path(name)} -> {index}"))];

    /// <summary>Returns the objects in a map by key, to read by the same rules; empty if the field is absent or null.</summary>
    public IReadOnlyList<(string Key, RequestBody Body)> InnerMap(string name) =>
        [.. (Map(name) ?? new ConfigurationMap()).Select(entry => (entry.Key, Inner(entry.Value, $"{Path(name)} -> {Shown(entry.Key)}")))];

    /// <summary>Reports a mistake in a field.</summary>
    public void Report(string name, string reason) => mistakes.Add(Path(name), reason);

    /// <summary>Whether the field is present and not null; reports a mistake if not.</summary>
    public bool Require(string name)
    {
        if (!isReadable)
        {
            return false;
        }

        if (!HasValue(name))
        {
            mistakes.Add(Path(name), Has(name) ? NotNull : Required);
            return false;
        }

        return true;
    }

    private RequestBody Inner(ConfigurationValue value, string path)
    {
        if (value is not ConfigurationMap)
        {
            mistakes.Add(path, "value is not a valid dict (type=type_error.dict)");
        }

        return new RequestBody(value as ConfigurationMap, mistakes, path);
    }

    private string? ToText(ConfigurationValue? value, string path, int maximumLength)
    {
        var text = value switch
        {
            null => null,
            ConfigurationText given => given.Text,
            ConfigurationNumber number => number.Digits,
            ConfigurationBoolean boolean => boolean.Value ? "True" : "False",
            _ => NotAText(path),
        };
        if (text is not null && text.Length > maximumLength && UnicodeText.CountCharacters(text) > maximumLength)
        {
            mistakes.Add(path, $"ensure this value has at most {maximumLength} characters (type=value_error.any_str.max_length)");
        }

        return text;
    }

    private string? NotAText(string path)
    {
        mistakes.Add(path, "str type expected (type=type_error.str)");
        return null;
    }

    private ConfigurationValue? Find(string name) =>
        fields.TryGetValue(name, out var value) && value is not ConfigurationNull ? value : null;

    private string Path(string name) => $"{location} -> {name}";

    /// <remarks>Text that does not look like a name may be a misplaced value, so it is not shown.</remarks>
    private static string Shown(string key) => key.Length <= 64 && !key.Any(char.IsControl) ? key : "__key__";
}
