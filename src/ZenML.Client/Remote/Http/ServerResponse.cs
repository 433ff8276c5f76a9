using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ZenML.Client.Remote.Wire;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Http;

/// <summary>What a server answered, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; it may hold values.</param>
internal sealed record ServerResponse(int Status, HttpResponseHeaders Headers, byte[] Body)
{
    private const string ExtensionsField = "extensions=";

    private bool? isFromServer;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the request was one that changes nothing.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>The proxy that it came through, without credentials; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>
    /// Whether a ZenML server says this, and not a proxy, gateway or firewall before it. Ours marks every answer; one of
    /// ZenML 0.58 is told by the shapes of its errors. It tells answers apart and proves nothing: whoever is on an
    /// unencrypted way can write both.
    /// </summary>
    public bool IsFromServer => isFromServer ??= FindHeader(ExtensionPaths.ServerHeader) is not null || HasShapeOfZenML();

    /// <summary>The number of our extensions that the server has; 0 if it does not say that it has any.</summary>
    public int Extensions
    {
        get
        {
            var header = FindHeader(ExtensionPaths.ServerHeader) ?? "";
            var start = header.IndexOf(ExtensionsField, StringComparison.Ordinal);
            var digits = start < 0 ? [] : header.AsSpan(start + ExtensionsField.Length);
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }
    }

    /// <summary>A header, if there is just one of that name.</summary>
    public string? FindHeader(string name) => Headers.TryGetValues(name, out var values) && values.ToArray() is [var only] ? only : null;

    /// <summary>The status alone: the body may hold values.</summary>
    public override string ToString() => $"status {Status}";

    private bool HasShapeOfZenML()
    {
        try
        {
            if (!JsonBudget.Allows(Body))
            {
                return false;
            }

            using var document = JsonDocument.Parse(Body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Array
                || (root.ValueKind == JsonValueKind.Object
                    && (root.TryGetProperty("detail", out _) || root.TryGetProperty("error_description", out _)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is not valid Unicode.
            return false;
        }
    }
}
