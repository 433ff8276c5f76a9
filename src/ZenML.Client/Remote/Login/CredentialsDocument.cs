using System.Text.Json.Serialization;

namespace ZenML.Client.Remote.Login;

/// <summary>The content of the credentials file.</summary>
internal sealed record CredentialsDocument
{
    /// <summary>The id of this machine for logins in a browser.</summary>
    [JsonPropertyName("device_client_id")]
    public Guid? DeviceClientId { get; init; }

    /// <summary>The logins by the address of their server.</summary>
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

    /// <summary>Returns a description without credentials.</summary>
    public override string ToString() => $"{Servers.Count} servers";
}
