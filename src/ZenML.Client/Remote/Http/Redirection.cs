using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Http;

/// <summary>An answer that sends somewhere else. It is not followed: a token or a value could go to someone else.</summary>
internal static class Redirection
{
    private const int LongestAddress = 500;

    /// <summary>Says where it leads, and how to connect there.</summary>
    public static string Describe(ServerAddress address, ServerResponse response)
    {
        var way = $"The server {address} answers that it is elsewhere (status {response.Status})";
        if (FindTarget(address, response) is not { } target)
        {
            return $"{way}, but not where. Connect with the address that it is reached at.";
        }

        return target == address.ToString()
            ? $"{way}, but sends back to itself. Something between here and the server is set up wrongly."
            : $"{way}: {target}. If you trust that address: zenml connect --url {Core.Text.ShellWord.Quote(target)}";
    }

    /// <remarks>
    /// Without the path of the request, which the other server adds itself, and without anything that could hold a
    /// credential.
    /// </remarks>
    private static string? FindTarget(ServerAddress address, ServerResponse response)
    {
        if (response.Headers.Location is not { } location || !Uri.TryCreate(address.Uri, location, out var target)
            || target.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var path = target.AbsolutePath;
        var interfaceStart = path.IndexOf(ApiPaths.Base, StringComparison.Ordinal);
        path = interfaceStart >= 0 ? path[..interfaceStart] : path;
        var shown = $"{target.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}{path}".TrimEnd('/');
        return shown.Length <= LongestAddress ? shown : null;
    }
}
