using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Http;

/// <summary>Reports redirects. The client does not follow them, because a token or value could reach another host.</summary>
internal static class Redirection
{
    private const int LongestAddress = 500;

    /// <summary>Returns a message with the target and the command to connect to it.</summary>
    public static string Describe(ServerAddress address, ServerResponse response)
    {
        var way = $"The server {address} redirects (status {response.Status})";
        if (FindTarget(address, response) is not { } target)
        {
            return $"{way} without a target. Connect with the server's actual address.";
        }

        return target == address.ToString()
            ? $"{way} to itself. Check the configuration of the proxies in front of it."
            : $"{way} to {target}. If you trust that address: zenml connect --url {Core.Text.ShellWord.Quote(target)}";
    }

    /// <remarks>
    /// Returns the target without the path of the request, which the client adds again, and without parts that could contain a
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
