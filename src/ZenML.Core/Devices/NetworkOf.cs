using System.Net;
using System.Net.Sockets;

namespace ZenML.Core.Devices;

/// <summary>What limits per address count by: whoever has an IPv6 network of 64 bits has all of its addresses.</summary>
internal static class NetworkOf
{
    private const int NetworkBytes = 8;

    /// <summary>The network of an address.</summary>
    /// <param name="address">The address; null or anything else counts as one network.</param>
    public static string Address(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return "";
        }

        if (parsed.AddressFamily != AddressFamily.InterNetworkV6 || parsed.IsIPv4MappedToIPv6)
        {
            return parsed.MapToIPv4().ToString();
        }

        var bytes = parsed.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return $"{new IPAddress(bytes)}/64";
    }
}
