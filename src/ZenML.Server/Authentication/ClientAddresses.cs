using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.Core.Accounts.Credentials;
using ZenML.Platform.Network;

namespace ZenML.Server.Authentication;

/// <summary>Which addresses count together where something is limited.</summary>
internal static class ClientAddresses
{
    /// <summary>Describes an address. One of IPv4 in the form of IPv6 is one of IPv4.</summary>
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

    /// <summary>An address as the audit shows it.</summary>
    public static string? Text(IPAddress? address) => address?.Unmap().ToString();

    private static string Network(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{bits}");
    }
}
