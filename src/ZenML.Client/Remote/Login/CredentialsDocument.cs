using System.Text.Json.Serialization;

namespace ZenML.Client.Remote.Login;

/// <summary>What the credentials file holds.</summary>
internal sealed record CredentialsDocument
{
    /// <summary>What this machine calls itself when a browser vouches for it.</summary>
    [JsonPropertyName("device_client_id")]
    public Guid? DeviceClientId { get; init; }

    /// <summary>The accounts by the address of their server.</summary>
    [JsonPropertyName("servers")]
    public IReadOnlyDictionary<string, ServerAccount> Servers { get; init; } = new Dictionary<string, ServerAccount>();

    public CredentialsDocument With(string address, ServerAccount? account)
    {
        var servers = new Dictionary<string, ServerAccount>(Servers);
        if (account is null)
        {
            servers.Remove(address);
        }
        else
        {
            servers[address] = account;
        }

        return this with { Servers = servers };
    }

    /// <summary>No credential.</summary>
    public override string ToString() => $"{Servers.Count} servers";
}
