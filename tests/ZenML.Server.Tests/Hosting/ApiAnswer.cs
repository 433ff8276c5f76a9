using System.Net.Http.Headers;
using System.Text.Json;

namespace ZenML.Server.Tests.Hosting;

/// <summary>An answer of the server.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Text">The body as it came.</param>
/// <param name="Headers">The headers, without those of the body.</param>
/// <param name="ContentType">The body's type.</param>
internal sealed record ApiAnswer(int Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    /// <summary>The body.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The id of the resource in the body.</summary>
    public Guid Id => Json.GetProperty("id").GetGuid();

    /// <summary>The names of the items of a page.</summary>
    public IReadOnlyList<string?> Names =>
        [.. Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString())];

    /// <summary>The class that an error of shape A names.</summary>
    public string? ErrorClass => Json.GetProperty("detail")[0].GetString();
}
