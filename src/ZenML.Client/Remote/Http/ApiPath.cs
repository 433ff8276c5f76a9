using ZenML.Protocol.Paths;

namespace ZenML.Client.Remote.Http;

/// <summary>Paths of the API as requests carry them.</summary>
internal static class ApiPath
{
    /// <summary>
    /// A path below <see cref="ApiPaths.Base"/>, relative to the address of the server: that may have a path of its own, which a leading
    /// slash would remove.
    /// </summary>
    public static string Relative(string path) => ApiPaths.Base[1..] + path;
}
