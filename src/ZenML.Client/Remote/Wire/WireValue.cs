using System.Globalization;
using System.Text.Json;
using ZenML.Core.Configurations;
using ZenML.Core.Errors;
using ZenML.Formats;

namespace ZenML.Client.Remote.Wire;

/// <summary>
/// A value of an answer. It reads what it is asked for and passes over the rest, so that a server of another version is still understood; what is asked for and is
/// not there is an error that quotes nothing.
/// </summary>
internal readonly struct WireValue
{
    private readonly JsonElement element;

    private WireValue(JsonElement element) => this.element = element;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/> if it is not JSON.</exception>
    public static WireValue Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new WireValue(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            throw Unexpected("JSON");
        }
    }

    /// <summary>A property that must be there.</summary>
    public WireValue this[string name] => Find(name) ?? throw Unexpected($"'{name}'");

    /// <summary>The items of a list.</summary>
    public IEnumerable<WireValue> Items => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().Select(item => new WireValue(item))
        : throw Unexpected("a list");

    /// <summary>The entries of a map, in their order.</summary>
    public IEnumerable<KeyValuePair<string, WireValue>> Entries => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, new WireValue(property.Value)))
        : throw Unexpected("a map");

    /// <summary>A text.</summary>
    public string Text => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unexpected("a text");

    /// <summary>An id.</summary>
    public Guid Uuid => element.ValueKind == JsonValueKind.String && Guid.TryParse(element.GetString(), CultureInfo.InvariantCulture, out var id)
        ? id
        : throw Unexpected("an id");

    /// <summary>A time; one without a zone is UTC.</summary>
    public DateTimeOffset Time => element.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
        element.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : throw Unexpected("a time");

    /// <summary>A whole number.</summary>
    public long Integer => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : throw Unexpected("a whole number");

    /// <summary>True or false.</summary>
    public bool Boolean => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Unexpected("true or false"),
    };

    /// <summary>Whether it is a text.</summary>
    public bool IsText => element.ValueKind == JsonValueKind.String;

    /// <summary>The value as a configuration, every scalar as it was written.</summary>
    public ConfigurationValue Configuration => ConfigurationJson.Parse(element.GetRawText());

    /// <summary>A property, or null if it is not there or null itself.</summary>
    public WireValue? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var property) && property.ValueKind != JsonValueKind.Null
            ? new WireValue(property)
            : null;

    /// <summary>Nothing: it may hold values.</summary>
    public override string ToString() => element.ValueKind.ToString();

    private static ZenException Unexpected(string what) => new(
        ErrorCode.StoreUnavailable, $"The server's answer cannot be understood: {what} was expected. Is it a ZenML server?");
}
