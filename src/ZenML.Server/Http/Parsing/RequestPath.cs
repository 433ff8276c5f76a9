using System.Globalization;
using ZenML.Core.Resources;

namespace ZenML.Server.Http.Parsing;

/// <summary>Reads the route parameters of a request's path.</summary>
internal static class RequestPath
{
    /// <summary>
    /// Returns the decoded text of a route parameter. Nothing else decodes one; <see cref="RequestTarget"/> has checked that it
    /// can be decoded.
    /// </summary>
    public static string PathText(this HttpContext http, string part) =>
        Uri.UnescapeDataString(http.Request.RouteValues[part] as string ?? "");

    /// <summary>Whether the route has a parameter.</summary>
    public static bool HasPathPart(this HttpContext http, string part) => http.Request.RouteValues.ContainsKey(part);

    /// <summary>Returns a route parameter that must be a positive whole number.</summary>
    public static long PathNumber(this HttpContext http, string part, RequestMistakes mistakes)
    {
        if (!long.TryParse(http.PathText(part), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            mistakes.Add($"path -> {part}", "value is not a valid integer (type=type_error.integer)");
        }

        return number;
    }

    /// <summary>Returns a route parameter that must be a complete id, with or without dashes, in any case.</summary>
    public static Id<TResource> PathId<TResource>(this HttpContext http, string part, RequestMistakes mistakes)
    {
        if (!Id<TResource>.TryParse(http.PathText(part), out var id))
        {
            mistakes.Add($"path -> {part}", "value is not a valid uuid (type=type_error.uuid)");
        }

        return id;
    }
}
