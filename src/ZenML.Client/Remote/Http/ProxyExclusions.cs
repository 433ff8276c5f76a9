using System.Globalization;
using System.Net;
using ZenML.Platform.Network;

namespace ZenML.Client.Remote.Http;

/// <summary>
/// The hosts in <c>NO_PROXY</c>, in all common forms: <c>*</c>, an address, a network (<c>10.0.0.0/8</c>), or a name with its
/// subdomains (<c>example.com</c>, <c>.example.com</c>, <c>*.example.com</c>). All but networks can have a port.
/// </summary>
internal sealed class ProxyExclusions
{
    private readonly Entry[] entries;

    private ProxyExclusions(IEnumerable<Entry> entries) => this.entries = [.. entries];

    /// <summary>Parses the variable. Ignores invalid entries.</summary>
    public static ProxyExclusions Parse(string? text) =>
        new((text ?? "").Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Entry.Parse));

    /// <summary>Whether the host of an address is excluded.</summary>
    public bool Contains(Uri address) => entries.Any(entry => entry.Matches(address.IdnHost.TrimEnd('.'), address.Port));

    private sealed record Entry(string Name, int? Port, IPAddress? Network, int PrefixLength)
    {
        private const string Any = "*";

        public static Entry Parse(string text)
        {
            if (text.Split('/') is [var network, var digits] && IPAddress.TryParse(network, out var start)
                && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                && length <= start.GetAddressBytes().Length * 8)
            {
                return new Entry("", null, start, length);
            }

            var (host, port) = SplitPort(text);
            if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
            {
                address = address.Unmap();
                return new Entry("", port, address, address.GetAddressBytes().Length * 8);
            }

            return new Entry(host == Any ? Any : host.TrimStart('*').Trim('.'), port, null, 0);
        }

        public bool Matches(string host, int port)
        {
            if (Port is { } wanted && wanted != port)
            {
                return false;
            }

            if (Network is not null)
            {
                return IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsWithin(address.Unmap());
            }

            return Name == Any || (Name.Length > 0
                && (host.Equals(Name, StringComparison.OrdinalIgnoreCase)
                    || host.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase)));
        }

        /// <remarks>IPv6 addresses contain colons, so a port requires brackets.</remarks>
        private static (string Host, int? Port) SplitPort(string text)
        {
            var colon = text.LastIndexOf(':');
            return colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':', StringComparison.Ordinal) == colon)
                && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? (text[..colon], port)
                : (text, null);
        }

        private bool IsWithin(IPAddress address)
        {
            if (address.AddressFamily != Network!.AddressFamily)
            {
                return false;
            }

            var (bytes, start) = (address.GetAddressBytes(), Network.GetAddressBytes());
            return Enumerable.Range(0, PrefixLength).All(bit => ((bytes[bit / 8] ^ start[bit / 8]) >> (7 - (bit % 8)) & 1) == 0);
        }
    }
}
