using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.Core.Accounts.Credentials;
using ZenML.Platform.Network;

namespace ZenML.Server.Authentication;

/// <summary>Groups client addresses by network, for rate limits.</summary>
internal static class ClientAddresses
{
    /// <summary>Returns an address with its networks. An IPv4-mapped IPv6 address counts as IPv4.</summary>
    public static ClientAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return ClientAddress.Unknown;
        }

        var plain = address.Unmap();
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? new ClientAddress(plain.ToString(), Network(plain, 64), Network(plain, 48))
            : new ClientAddress(plain.ToString(), plain.ToString(), Network(plain, 24));
    }

    /// <summary>Returns an address as the audit log shows it.</summary>
    public static string? Text(IPAddress? address) => address?.Unmap().ToString();

    private static string Network(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }
}
