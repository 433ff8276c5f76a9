using System.Text.RegularExpressions;

namespace ZenML.Server.Configuration;

/// <summary>
/// Variables that Kubernetes sets in every pod for each service of the namespace: those of a service called
/// zenml-server, or zenml-server-something, begin as settings do.
/// </summary>
internal static partial class ServiceLink
{
    /// <summary>
    /// Whether a variable is one of them. An address of one has a protocol, which tells <c>ZENML_SERVER_PORT=8237</c>,
    /// somebody's mistake, from the port of a service.
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
