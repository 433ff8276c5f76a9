using ZenML.Client.Remote.Wire;
using ZenML.Core.Errors;
using ZenML.Core.Text;

namespace ZenML.Client.Remote.Login;

/// <summary>
/// The page on which a user approves a login, as reported by a server. It is shown and opened in a browser, so its address is
/// validated.
/// </summary>
internal static class VerificationPage
{
    private const int LongestAddress = 2000;

    /// <summary>Reads the address of the page. A server that does not know its public address sends a relative one.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.StoreUnavailable"/>: the address is invalid or ambiguous.</exception>
    public static Uri Find(ServerAddress server, string text)
    {
        var isAbsolute = ServerAddress.IsHttp(text);
        return text.Length <= LongestAddress
            && !VisibleText.HasHidden(text)
            && (isAbsolute ? Uri.TryCreate(text, UriKind.Absolute, out var page) : Uri.TryCreate(server.Uri, text.TrimStart('/'), out page))
            && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp)
            && page.UserInfo.Length == 0
            && page.Host.Length > 0
            && (isAbsolute || IsOf(server, page))
                ? new UriBuilder(page) { Host = page.IdnHost }.Uri
                : throw WireValue.Unexpected("the address of a page");
    }

    /// <summary>Whether a page is on the server itself.</summary>
    public static bool IsOf(ServerAddress server, Uri page) =>
        Uri.Compare(server.Uri, page, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
