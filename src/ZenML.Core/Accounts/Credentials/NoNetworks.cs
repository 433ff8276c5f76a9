namespace ZenML.Core.Accounts.Credentials;

/// <summary>Knows no network. For a local store, which has no API keys.</summary>
public sealed class NoNetworks : INetworks
{
    /// <inheritdoc />
    public string? TryNormalize(string text) => null;

    /// <inheritdoc />
    public bool Contains(string network, string? address) => false;
}
