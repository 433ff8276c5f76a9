using System.Net;

namespace ZenML.Platform.Network;

/// <summary>Addresses that compare as equal if they mean the same.</summary>
public static class PlainAddress
{
    /// <summary>The IPv4 address that an IPv6 address stands for (<c>::ffff:10.0.0.1</c>); any other address as it is.</summary>
    public static IPAddress Unmap(this IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
