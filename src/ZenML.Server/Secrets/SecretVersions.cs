using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;

namespace ZenML.Server.Secrets;

/// <summary>The version of a secret as an ETag, an extension. A change with If-Match applies only to that version.</summary>
internal static class SecretVersions
{
    private const string Any = "*";

    /// <summary>Sends the version.</summary>
    public static void SetVersion(this HttpContext http, SecretInfo secret) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{secret.Version}\"");

    /// <summary>
    /// Returns the version that the request requires: null if it requires none, <see cref="SecretInfo.AnyVersion"/> for <c>*</c>.
    /// </summary>
    /// <remarks>What is 404 without a condition stays 404: a condition counts only where the request would succeed without it.</remarks>
    /// <exception cref="ZenException"><see cref="ErrorCode.VersionMismatch"/>: the text is not a version.</exception>
    public static long? FindExpectedVersion(this HttpContext http)
    {
        var text = http.Request.Headers.IfMatch.ToString();
        if (text is "" or Any)
        {
            return text.Length == 0 ? null : SecretInfo.AnyVersion;
        }

        return text.Length > 2
            && text[0] == '"'
            && text[^1] == '"'
            && long.TryParse(text[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ZenException(ErrorCode.VersionMismatch, "If-Match is not a version of this secret. Nothing was changed.");
    }
}
