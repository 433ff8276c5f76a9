using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Http;

/// <summary>Converts API paths for requests.</summary>
internal static class ApiPath
{
    /// <summary>
    /// Returns a path below <see cref="ApiPaths.Base"/>, relative to the server's address. With a leading slash, it would replace the
    /// path in that address.
    /// </summary>
    public static string Relative(string path) => ApiPaths.Base[1..] + path;
}
