using ZenML.Core.Resources;

namespace ZenML.Server.Http.Parsing;

/// <summary>Reads the variable parts of a request's path.</summary>
internal static class RequestPath
{
    /// <summary>
    /// The decoded text of a part. This is the only place that decodes one; <see cref="RequestTarget"/> has checked that it
    /// can be decoded.
    /// </summary>
    public static string PathText(this HttpContext http, string part) =>
        Uri.UnescapeDataString(http.Request.RouteValues[part] as string ?? "");

    /// <summary>Whether the path of the endpoint has a part.</summary>
    public static bool HasPathPart(this HttpContext http, string part) => http.Request.RouteValues.ContainsKey(part);

    /// <summary>A part that must be a complete id, dashed or not, in either case.</summary>
    public static Id<TResource> PathId<TResource>(this HttpContext http, string part, RequestMistakes mistakes)
    {
        if (!Id<TResource>.TryParse(http.PathText(part), out var id))
        {
            mistakes.Add($"path -> {part}", "value is not a valid uuid (type=type_error.uuid)");
        }

        return id;
    }
}
