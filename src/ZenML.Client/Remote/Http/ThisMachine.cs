using System.Net;

namespace ZenML.Client.Remote.Http;

/// <summary>Tells the names and addresses of this machine from those of others, without asking anyone.</summary>
internal static class ThisMachine
{
    private const string Local = "localhost";

    /// <summary>
    /// Whether a host is this machine: by a loopback address, by the address that stands for all of its networks, or by
    /// its name.
    /// </summary>
    /// <param name="host">A name or an address, as it is in a URL.</param>
    public static bool IsNamedBy(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            return IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        }

        var name = host.TrimEnd('.');
        return name.Equals(Local, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{Local}", StringComparison.OrdinalIgnoreCase)
            || name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || name.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
    }
}
