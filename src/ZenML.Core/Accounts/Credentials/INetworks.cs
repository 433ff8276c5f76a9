namespace ZenML.Core.Accounts.Credentials;

/// <summary>Reads networks, such as <c>10.0.0.0/8</c> and <c>2001:db8::/32</c>, and compares addresses with them.</summary>
public interface INetworks
{
    /// <summary>Returns a network, or a single address as its network, in one form for equal networks.</summary>
    /// <returns>Null if the text is neither, or if bits of the address are set beyond the prefix.</returns>
    string? TryNormalize(string text);

    /// <summary>Whether a network that <see cref="TryNormalize"/> returned contains an address. An unknown address is in none.</summary>
    bool Contains(string network, string? address);
}
