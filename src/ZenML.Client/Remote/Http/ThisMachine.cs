using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ZenML.Client.Remote.Peers;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// Tells the names and addresses of this machine from those of others: for the proxy that is bypassed, for the check of who
/// answers, and for warnings.
/// </summary>
internal static class ThisMachine
{
    private const string Local = "localhost";

    /// <summary>How long a name may take to resolve. Behind a proxy, other machines' names often resolve to nothing.</summary>
    private static readonly TimeSpan LongestResolution = TimeSpan.FromSeconds(1);

    /// <summary>Whether an address is this machine's: of loopback, of any interface, or the one that stands for all.</summary>
    /// <param name="address">The address.</param>
    public static bool Has(IPAddress address)
    {
        address = Normalize(address);
        return IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            || OfInterfaces().Contains(address);
    }

    /// <summary>Whether a host is this machine by the addresses that its name resolves to. Asks the resolver of the system.</summary>
    /// <param name="host">A name.</param>
    /// <param name="resolve">Resolves it; null for the system's way.</param>
    /// <returns>False also if the name does not resolve, or not in time.</returns>
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
    /// Whether a host is this machine: by an address of any of its interfaces, by the address that stands for all of its
    /// networks, or by its name. Asks nobody else.
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
