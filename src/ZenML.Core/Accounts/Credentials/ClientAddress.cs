namespace ZenML.Core.Accounts.Credentials;

/// <summary>Where a request comes from, and with which others it shares the limits of logins.</summary>
/// <param name="Text">The network address, as the audit shows it; null if it is not known.</param>
/// <param name="Host">
/// The addresses that one machine or household can choose from: an IPv4 address, or the network of 64 bits that an IPv6 address belongs to.
/// Empty if it is not known.
/// </param>
/// <param name="Site">The addresses that one site usually has: an IPv4 network of 24 bits, an IPv6 network of 48 bits. Empty if it is not
/// known.</param>
public sealed record ClientAddress(string? Text, string Host, string Site)
{
    /// <summary>An address that is not known. All requests without one count as one client.</summary>
    public static ClientAddress Unknown { get; } = new(null, "", "");

    /// <summary>Whether the request comes straight from a program of the server's own machine, certainly through no proxy.</summary>
    public bool IsThisMachine { get; init; }
}
