using ZenML.Core.Errors;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Encodes names for the path of a request. Requests name resources by id, which needs no encoding and which no proxy
/// rewrites. The one exception is the activation of an account: its owner cannot log in yet to look up the id.
/// </summary>
internal static class PathSegment
{
    /// <summary>Encodes a name for the path.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the name is <c>.</c> or <c>..</c>. Addresses resolve these even when they are
    /// encoded, so the request would reach another resource.
    /// </exception>
    public static string Escape(string name) => name is "" or "." or ".."
        ? throw new ZenException(
            ErrorCode.InvalidArgument, $"'{name}' cannot be sent as a name. Use the id of the account instead.")
        : Uri.EscapeDataString(name);
}
