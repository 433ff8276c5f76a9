using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ZenML.Platform.Network;

namespace ZenML.Client.Remote.Peers;

/// <summary>Reads from Linux the TCP sockets of this machine that belong to one connection.</summary>
internal static class SocketTable
{
    private static readonly string[] Files = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Reads both ends of a connection and all listeners on its remote port.</summary>
    /// <returns>The sockets; null if the system does not provide them.</returns>
    public static IReadOnlyList<SocketEntry>? Read(IPEndPoint local, IPEndPoint remote)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return [.. Files.Where(File.Exists).SelectMany(File.ReadLines).SelectMany(line => Parse(line, local.Port, remote.Port))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Parses a line. Skips connections between other ports.</summary>
    internal static IEnumerable<SocketEntry> Parse(string line, int localPort, int remotePort)
    {
        // "sl: local remote state queues timer retransmits account timeout inode ..."
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 10 || !TryReadPort(fields[1], out var own) || !TryReadPort(fields[2], out var other)
            || !((own == remotePort && (other == localPort || other == 0)) || (own == localPort && other == remotePort)))
        {
            yield break;
        }

        if (TryReadAddress(fields[1], out var local) && TryReadAddress(fields[2], out var remote)
            && int.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var state)
            && uint.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out var account)
            && ulong.TryParse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
        {
            yield return new SocketEntry(new IPEndPoint(local, own), new IPEndPoint(remote, other), state, account, inode);
        }
    }

    /// <summary>Returns the address, as IPv4 if it is an IPv4-mapped one.</summary>
    public static IPEndPoint Normalize(IPEndPoint end)
    {
        var address = end.Address.Unmap();
        var isScoped = address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 };
        return new IPEndPoint(isScoped ? new IPAddress(address.GetAddressBytes()) : address, end.Port);
    }

    private static bool TryReadPort(string end, out int port) =>
        int.TryParse(
            end.AsSpan(end.IndexOf(':', StringComparison.Ordinal) + 1),
            NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out port);

    /// <remarks>The address consists of 32-bit words in the byte order of this machine.</remarks>
    private static bool TryReadAddress(string end, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        var text = end.AsSpan(0, end.IndexOf(':', StringComparison.Ordinal));
        if (text.Length is not (8 or 32))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[text.Length / 2];
        for (var index = 0; index < bytes.Length; index += sizeof(uint))
        {
            if (!uint.TryParse(text.Slice(index * 2, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word)
                || !BitConverter.TryWriteBytes(bytes[index..], word))
            {
                return false;
            }
        }

        address = Normalize(new IPEndPoint(new IPAddress(bytes), 0)).Address;
        return true;
    }
}
