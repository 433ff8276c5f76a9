using System.Globalization;
using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;
using ZenML.Protocol.Json;

namespace ZenML.Client.Remote.Wire;

/// <summary>
/// A value of an answer. It reads what it is asked for and ignores the rest, so that a server of another version is
/// still understood. What is asked for and is missing, is of
/// another type or is not well-formed is an error that quotes nothing.
/// </summary>
/// <remarks>
/// The reader finds text that is not valid Unicode only when it is asked for the text, and then throws <see
/// cref="InvalidOperationException"/>.
/// </remarks>
internal readonly struct WireValue
{
    private const int LongestToken = 16 * 1024;

    /// <summary>A key that an object has twice would be read differently by different programs.</summary>
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private readonly JsonElement element;

    private WireValue(JsonElement element) => this.element = element;

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.StoreUnavailable"/> if it is not JSON, has a key twice in one object, is nested too deeply or
    /// has too many values.
    /// </exception>
    public static WireValue Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (!JsonBudget.Allows(json.Span))
            {
                throw Unexpected("an answer of fewer values");
            }

            using var document = JsonDocument.Parse(json, Options);
            return new WireValue(document.RootElement.Clone());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
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
        ? element.EnumerateObject().Select(property => KeyValuePair.Create(ReadName(property), new WireValue(property.Value)))
        : throw Unexpected("a map");

    /// <summary>A text.</summary>
    public string Text
    {
        get
        {
            try
            {
                return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unexpected("a text");
            }
            catch (InvalidOperationException)
            {
                throw Unexpected("a text");
            }
        }
    }

    /// <summary>A token, key or code: printable ASCII without blanks, so that it can be a header and be shown as it is.</summary>
    public SensitiveString Token => Text is { Length: > 0 and <= LongestToken } token && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
        ? new SensitiveString(token)
        : throw Unexpected("a token");

    /// <summary>An id.</summary>
    public Guid Uuid => IsText && Text is var text && (Guid.TryParseExact(text, "D", out var id) || Guid.TryParseExact(text, "N", out id))
        ? id
        : throw Unexpected("an id");

    /// <summary>A time; one without a zone is UTC.</summary>
    public DateTimeOffset Time => IsText && WireTimes.TryRead(Text, out var time) ? time : throw Unexpected("a time");

    /// <summary>A whole number.</summary>
    public long Integer => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number)
        ? number
        : throw Unexpected("a whole number");

    /// <summary>A number of things: a whole number, not negative, which some servers write as a text.</summary>
    public long Count => ReadCount() is >= 0 and var count
        ? count
        : throw Unexpected("a number of things");

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
    public ConfigurationValue Configuration =>
        ConfigurationJson.TryParse(element.GetRawText(), out var value) ? value : throw Unexpected("a configuration");

    /// <summary>The value as a document, exactly as the server sent it.</summary>
    public OpaqueJson Json => new(element.GetRawText());

    /// <summary>A property, or null if it is not there or null itself.</summary>
    public WireValue? Find(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? new WireValue(found) : null;
        }
        catch (InvalidOperationException)
        {
            throw Unexpected("a map");
        }
    }

    /// <summary>This value, if it is the resource that was asked for.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the server answered with another one.</exception>
    public WireValue WithId(Guid asked) => this["id"].Uuid == asked ? this : throw Unexpected($"what has the id {asked:D}");

    /// <summary>What to tell when an answer is not what was asked for.</summary>
    /// <param name="what">What was expected. Nothing of the answer.</param>
    public static ZenException Unexpected(string what) => new(
        ErrorCode.StoreUnavailable, $"The server's answer cannot be understood: {what} was expected. Is it a ZenML server?");

    /// <summary>Nothing: it may hold values.</summary>
    public override string ToString() => element.ValueKind.ToString();

    private long ReadCount() =>
        IsText && long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Integer;

    private static string ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Unexpected("a text");
        }
    }
}
