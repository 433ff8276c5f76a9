using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Encodes names for the path of a request. Requests identify resources by id, which needs no encoding and which proxies do not
/// rewrite. The exceptions are the activation of an account, whose owner cannot log in to look up the id, and a workspace that
/// options or the environment name.
/// </summary>
internal static class PathSegment
{
    /// <summary>Encodes a name for the path.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the name is <c>.</c> or <c>..</c>. They are resolved in addresses even when
    /// encoded, so the request would reach a different resource.
    /// </exception>
    public static string Escape(string name) => name is "" or "." or ".."
        ? throw new ZenException(
            ErrorCode.InvalidArgument, $"'{name}' cannot be sent as a name. Use its id.")
        : Uri.EscapeDataString(name);
}
