using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ZenML.Client.Remote.Peers;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Distinguishes names and addresses of this machine from those of others, to bypass the proxy, to check which account responds,
/// and for warnings.
/// </summary>
internal static class ThisMachine
{
    private const string Local = "localhost";

    /// <summary>The timeout for resolving a name. Behind a proxy, names of other machines often do not resolve.</summary>
    private static readonly TimeSpan LongestResolution = TimeSpan.FromSeconds(1);

    /// <summary>Whether an address belongs to this machine: loopback, an interface, or the unspecified address.</summary>
    /// <param name="address">The address.</param>
    public static bool Has(IPAddress address)
    {
        address = Normalize(address);
        return IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            || OfInterfaces().Contains(address);
    }

    /// <summary>Whether a host name resolves to an address of this machine. Uses the system's resolver.</summary>
    /// <param name="host">A name.</param>
    /// <param name="resolve">Resolves the name; null for the system's resolver.</param>
    /// <returns>Also false if the name does not resolve, or not in time.</returns>
    public static bool IsResolvedFrom(string host, Func<string, IEnumerable<IPAddress>>? resolve = null)
    {
        try
        {
            return (resolve ?? Resolve)(host).Any(Has);
        }
        catch (Exception exception) when (exception is SocketException or AggregateException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a host is this machine, by an address of one of its interfaces, by the unspecified address, or by its name. Does not
    /// use the network.
    /// </summary>
    /// <param name="host">A name or an address, as it is in a URL.</param>
    public static bool IsNamedBy(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return Has(address);
        }

        var name = host.TrimEnd('.');
        return name.Equals(Local, StringComparison.OrdinalIgnoreCase) || name.EndsWith($".{Local}", StringComparison.OrdinalIgnoreCase)
            || name.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
            || name.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase);
    }

    private static IPAddress Normalize(IPAddress address) => SocketTable.Normalize(new IPEndPoint(address, 0)).Address;

    private static HashSet<IPAddress> OfInterfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => Normalize(unicast.Address))];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static IPAddress[] Resolve(string host)
    {
        var resolution = Dns.GetHostAddressesAsync(host);
        return resolution.Wait(LongestResolution) ? resolution.Result : [];
    }
}
