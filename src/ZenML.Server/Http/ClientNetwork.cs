using System.Net.Sockets;

namespace ZenML.Server.Http;

/// <summary>What limits per address count by: whoever has an IPv6 network of 64 bits has all of its addresses.</summary>
internal static class ClientNetwork
{
    private const int NetworkBytes = 8;

    /// <summary>The caller's IPv4 address, or the 64-bit network of the caller's IPv6 address; empty if it is not known.</summary>
    public static string GetNetwork(this HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
        {
            return "";
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return $"{new System.Net.IPAddress(bytes)}/64";
    }
}
