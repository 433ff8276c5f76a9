using System.Net.Http.Headers;

namespace ZenML.Client.Remote.Http;

/// <summary>What a server answered, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; it may hold values.</param>
internal sealed record ServerResponse(int Status, HttpResponseHeaders Headers, byte[] Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>A header, if there is just one of that name.</summary>
    public string? FindHeader(string name) => Headers.TryGetValues(name, out var values) && values.ToArray() is [var only] ? only : null;

    /// <summary>The status alone: the body may hold values.</summary>
    public override string ToString() => $"status {Status}";
}
