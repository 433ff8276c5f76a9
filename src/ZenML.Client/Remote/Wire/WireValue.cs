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
/// A value in a response. Callers read what they need and ignore the rest, so that responses of other server versions are still
/// understood. A missing, mistyped or malformed value causes an error that quotes nothing.
/// </summary>
/// <remarks>
/// The reader detects invalid Unicode only when the text is read, and then throws <see cref="InvalidOperationException"/>.
/// </remarks>
internal readonly struct WireValue
{
    private const int LongestToken = 16 * 1024;

    /// <summary>Rejects duplicate keys, which programs interpret in different ways.</summary>
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private readonly JsonElement element;

    private WireValue(JsonElement element) => this.element = element;

    /// <summary>Parses a response.</summary>
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
                throw Unexpected("a response with fewer values");
            }

            using var document = JsonDocument.Parse(json, Options);
            return new WireValue(document.RootElement.Clone());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unexpected("JSON");
        }
    }

    /// <summary>Returns a required property.</summary>
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

    /// <summary>A token, key or code: printable ASCII without spaces, which is safe in a header and on a console.</summary>
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

    /// <summary>A count: a whole number, not negative, which some servers send as text.</summary>
    public long Count => ReadCount() is >= 0 and var count
        ? count
        : throw Unexpected("a count");

    /// <summary>True or false.</summary>
    public bool Boolean => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Unexpected("true or false"),
    };

    /// <summary>Whether it is a text.</summary>
    public bool IsText => element.ValueKind == JsonValueKind.String;

    /// <summary>The value as a configuration. Scalars keep their text.</summary>
    public ConfigurationValue Configuration =>
        ConfigurationJson.TryParse(element.GetRawText(), out var value) ? value : throw Unexpected("a configuration");

    /// <summary>The value as a document, exactly as the server sent it.</summary>
    public OpaqueJson Json => new(element.GetRawText());

    /// <summary>Returns a property; null if it is absent or null.</summary>
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

    /// <summary>Returns this value if it is the requested resource.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: it is a different resource.</exception>
    public WireValue WithId(Guid asked) => this["id"].Uuid == asked ? this : throw Unexpected($"the resource with the id {asked:D}");

    /// <summary>Returns the error for an unexpected response.</summary>
    /// <param name="what">What was expected. Must not quote the response.</param>
    public static ZenException Unexpected(string what) => new(
        ErrorCode.StoreUnavailable, $"The server's response is invalid: expected {what}. Check that it is a ZenML server.");

    /// <summary>Returns no content: it may contain values.</summary>
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
