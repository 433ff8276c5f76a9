using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Secrets;

/// <summary>The version of a secret as an ETag, an extension: who sends it back in If-Match changes just that version or nothing.</summary>
internal static class SecretVersions
{
    /// <summary>Tells the version.</summary>
    public static void SetVersion(this HttpContext http, SecretInfo secret) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{secret.Version}\"");

    /// <summary>The version that the request insists on; null if it takes any.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.VersionMismatch"/> for what is no version of any secret.</exception>
    public static long? FindExpectedVersion(this HttpContext http)
    {
        var text = http.Request.Headers.IfMatch.ToString();
        if (text is "" or "*")
        {
            return null;
        }

        return text.Length > 2
            && text[0] == '"'
            && text[^1] == '"'
            && long.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ZenException(ErrorCode.VersionMismatch, "If-Match names no version of this secret. Nothing was changed.");
    }
}
