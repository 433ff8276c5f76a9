using System.Text.RegularExpressions;

namespace ZenML.Server.Configuration;

/// <summary>
/// Recognizes variables that Kubernetes sets in every pod for each service in the namespace. For a service named
/// <c>zenml-server</c> or <c>zenml-server-…</c>, they have the prefix of our settings.
/// </summary>
internal static partial class ServiceLink
{
    /// <summary>
    /// Whether a variable is such a service variable. Its addresses have a protocol, which distinguishes them from the mistake
    /// <c>ZENML_SERVER_PORT=8237</c>.
    /// </summary>
    public static bool Is(string name, string value) => Plain().IsMatch(name) || (Address().IsMatch(name) && Protocol().IsMatch(value));

    [GeneratedRegex(
        @"\AZENML_SERVER_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_[0-9]+_(?:TCP|UDP|SCTP)_(?:PROTO|PORT|ADDR))\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\AZENML_SERVER_(?:[A-Z0-9_]+_)?PORT(?:_[0-9]+_(?:TCP|UDP|SCTP))?\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"\A(?:tcp|udp|sctp)://")]
    private static partial Regex Protocol();
}
