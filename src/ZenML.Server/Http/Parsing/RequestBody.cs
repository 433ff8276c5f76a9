using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Reads a JSON body by hand: absent and null are told apart, numbers and truth values are taken where a text is wanted, and every mistake
/// is noted. The content
/// type does not matter; the Python client sends none.
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

    /// <summary>Reads the body. When it is no JSON object, that is the one mistake noted, and all fields seem absent.</summary>
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

    /// <summary>A text; null when it is absent or null. Numbers and truth values become texts.</summary>
    /// <param name="name">The field.</param>
    /// <param name="maximumLength">In characters (code points).</param>
    public string? Text(string name, int maximumLength = int.MaxValue) => ToText(Find(name), Path(name), maximumLength);

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name, int maximumLength = int.MaxValue) => Require(name) ? Text(name, maximumLength) ?? "" : "";

    /// <summary>A truth value; null when it is absent or null.</summary>
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

    /// <summary>A truth value that must be there.</summary>
    public bool RequiredBoolean(string name) => Require(name) && (Boolean(name) ?? false);

    /// <summary>A whole number; null when it is absent or null.</summary>
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

    /// <summary>A complete id; null when it is absent or null.</summary>
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

    /// <summary>An id that must be there.</summary>
    public Id<TResource> RequiredId<TResource>(string name) => Require(name) ? Id<TResource>(name) ?? default : default;

    /// <summary>A time; null when it is absent or null. One without a zone is UTC.</summary>
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

    /// <summary>A map of anything; null when it is absent or null.</summary>
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

    /// <summary>A map that must be there.</summary>
    public ConfigurationMap RequiredMap(string name) => Require(name) ? Map(name) ?? new ConfigurationMap() : new ConfigurationMap();

    /// <summary>A map whose values are read as texts, or null where they are null; null when it is absent or null.</summary>
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

    /// <summary>A list of anything; null when it is absent or null.</summary>
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

    /// <summary>Any value, as it was sent; null when it is absent or null.</summary>
    public ConfigurationValue? Any(string name) => Find(name);

    /// <summary>One of a set of words; null when it is absent or null.</summary>
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

    /// <summary>Reads a map inside this one with the same rules; null when it is absent or null.</summary>
    public RequestBody? Inner(string name) => Map(name) is { } map ? new RequestBody(map, mistakes, Path(name)) : null;

    /// <summary>Reads maps of a list with the same rules; empty when it is absent or null.</summary>
    public IReadOnlyList<RequestBody> InnerList(string name) =>
        [.. (List(name) ?? new ConfigurationList([])).Select((item, index) => Inner(item, $"{Path(name)} -> {index}"))];

    /// <summary>Reads the maps in a map with the same rules, by their keys; empty when it is absent or null.</summary>
    public IReadOnlyList<(string Key, RequestBody Body)> InnerMap(string name) =>
        [.. (Map(name) ?? new ConfigurationMap()).Select(entry => (entry.Key, Inner(entry.Value, $"{Path(name)} -> {Shown(entry.Key)}")))];

    /// <summary>Notes a mistake about a field.</summary>
    public void Report(string name, string reason) => mistakes.Add(Path(name), reason);

    /// <summary>Whether the field is there and not null; notes it if not.</summary>
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

    /// <remarks>What does not look like a name may be a value that lost its key.</remarks>
    private static string Shown(string key) => key.Length <= 64 && !key.Any(char.IsControl) ? key : "__key__";
}
