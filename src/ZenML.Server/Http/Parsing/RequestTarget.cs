using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Http.Parsing;

/// <summary>
/// Sets the path from the raw request line, so that routes match encoded segments and <see cref="RequestPath"/> decodes each
/// segment once. The framework's path is decoded except for <c>%2F</c> and has no dot segments: <c>a/b</c> and <c>a%2Fb</c>
/// would be the same name, and <c>..</c> would lead to another resource.
/// </summary>
internal sealed class RequestTarget(RequestDelegate next)
{
    // These must be encoded in an address. Proxies interpret them in different ways.
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(code => (char)code), '#', '\\', '\x7f']);

    /// <summary>Rejects an ambiguous target, and sets the path.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        if (target.ContainsAny(Forbidden))
        {
            throw HttpFailure.BadRequest("The address contains a character that must be percent-encoded.");
        }

        if (target is not "*")
        {
            var local = WithoutAuthority(target, http.Request.Headers.Host.ToString());
            var query = local.IndexOf('?');
            var path = Canonical(query < 0 ? local : local[..query]);
            if (query >= 0 && local[query..].Contains('%') && PercentEncoding.TryDecode(local[query..]) is null)
            {
                throw Undecodable();
            }

            if (!path.SequenceEqual(http.Request.Path.Value))
            {
                http.Request.Path = new PathString(path.ToString());
            }
        }

        return next(http);
    }

    /// <summary>Returns the target from its path on. If it has an authority, it must match the Host header.</summary>
    private static ReadOnlySpan<char> WithoutAuthority(ReadOnlySpan<char> target, ReadOnlySpan<char> host)
    {
        if (target.StartsWith('/'))
        {
            return target;
        }

        var scheme = target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
            : target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : throw HttpFailure.BadRequest("The address is not a path.");
        var rest = target[scheme..];
        var end = rest.IndexOfAny('/', '?') is var found and >= 0 ? found : rest.Length;
        if (!rest[..end].Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            throw HttpFailure.BadRequest("The host in the address differs from the Host header.");
        }

        return end < rest.Length && rest[end] == '/' ? rest[end..] : $"/{rest[end..]}";
    }

    /// <summary>Returns the path with normalized encoding of each segment, so that literal parts of routes match.</summary>
    private static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> path)
    {
        if (!path.Contains('%'))
        {
            return path;
        }

        var canonical = new StringBuilder(path.Length);
        foreach (var range in path[1..].Split('/'))
        {
            var segment = path[1..][range];
            canonical.Append('/').Append(
                segment.Contains('%') ? Uri.EscapeDataString(PercentEncoding.TryDecode(segment) ?? throw Undecodable()) : segment);
        }

        return canonical.ToString();
    }

    private static HttpFailure Undecodable() =>
        HttpFailure.BadRequest("The address is invalid: a percent sign must begin an escape of UTF-8 text.");
}
