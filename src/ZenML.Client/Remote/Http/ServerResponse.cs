using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ZenML.Client.Remote.Wire;
using ZenML.Protocol.Extensions;

namespace ZenML.Client.Remote.Http;

/// <summary>A server's response, read completely.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; it may contain values.</param>
internal sealed record ServerResponse(int Status, HttpResponseHeaders Headers, byte[] Body)
{
    private const string ExtensionsField = "extensions=";

    private bool? isFromServer;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Whether the request was a read.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>The proxy, without credentials; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>
    /// Whether the response comes from a ZenML server rather than a proxy, gateway or firewall. Our server marks every response;
    /// ZenML's own server is recognized by the shapes of its errors. This is not a proof: on an unencrypted connection, both can
    /// be forged.
    /// </summary>
    public bool IsFromServer => isFromServer ??= FindHeader(ExtensionPaths.ServerHeader) is not null || HasShapeOfZenML();

    /// <summary>The version of the server's extensions; 0 if the response does not announce any.</summary>
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

    /// <summary>Returns a header if it occurs exactly once.</summary>
    public string? FindHeader(string name) => Headers.TryGetValues(name, out var values) && values.ToArray() is [var only] ? only : null;

    /// <summary>Returns only the status: the body may contain values.</summary>
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
