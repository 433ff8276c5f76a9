namespace ZenML.Core.Accounts.Credentials;

/// <summary>The origin of a request, for login limits and the audit log.</summary>
/// <param name="Text">The network address for the audit log; null if unknown.</param>
/// <param name="Host">
/// The addresses of one machine or household: an IPv4 address or an IPv6 /64 network. Empty if unknown.
/// </param>
/// <param name="Site">The addresses of one site: an IPv4 /24 network or an IPv6 /48 network. Empty if unknown.</param>
public sealed record ClientAddress(string? Text, string Host, string Site)
{
    /// <summary>An unknown address. All such requests count as one client.</summary>
    public static ClientAddress Unknown { get; } = new(null, "", "");

    /// <summary>Whether the request comes directly from the server's own machine, not through a proxy.</summary>
    public bool IsThisMachine { get; init; }
}
