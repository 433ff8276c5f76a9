using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.Core.Accounts.Credentials;
using ZenML.Platform.Network;

namespace ZenML.Server.Authentication;

/// <summary>
/// IPv4 and IPv6 networks. Accepts only complete addresses, because shortened ones (<c>10.1</c>, <c>010.0.0.1</c>) mean something else to
/// other programs.
/// </summary>
internal sealed class IpNetworks : INetworks
{
    private const int LongestText = 64;

    // An IPv6 network with these bits before it is an IPv4 network.
    private const int MappedBits = 96;

    public string? TryNormalize(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (text.Length > LongestText || FindAddress(slash < 0 ? text : text[..slash]) is not { } given)
        {
            return null;
        }

        var address = given.Unmap();
        var most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash < 0)
        {
            return Text(new IPNetwork(address, most));
        }

        var digits = text.AsSpan(slash + 1);
        var isNumber = digits is ['0'] or [>= '1' and <= '9', ..]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var bits = isNumber ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : -1;
        bits -= given.IsIPv4MappedToIPv6 ? MappedBits : 0;
        return bits >= 0 && bits <= most && IPNetwork.TryParse(Text(address, bits), out var network) && network.BaseAddress.Equals(address)
            ? Text(network)
            : null;
    }

    public bool Contains(string network, string? address) =>
        IPAddress.TryParse(address, out var known) && IPNetwork.TryParse(network, out var allowed) && allowed.Contains(known.Unmap());

    private static IPAddress? FindAddress(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        var isComplete = address.AddressFamily == AddressFamily.InterNetworkV6
            ? text.AsSpan().IndexOfAny("[]%") < 0
            : address.ToString() == text;
        return isComplete ? address : null;
    }

    private static string Text(IPNetwork network) => Text(network.BaseAddress, network.PrefixLength);

    private static string Text(IPAddress address, int bits) => string.Create(CultureInfo.InvariantCulture, $"{address}/{bits}");
}
