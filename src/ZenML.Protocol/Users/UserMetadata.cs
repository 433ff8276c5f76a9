using System.Text.Json.Serialization;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Json;

namespace ZenML.Protocol.Users;

/// <summary>The rest of an account.</summary>
public sealed record UserMetadata
{
    /// <summary>The mail address; told to its owner alone.</summary>
    public string? Email { get; init; }

    /// <summary>A token for another service; told to its owner alone.</summary>
    public string? HubToken { get; init; }

    /// <summary>The account's identity elsewhere.</summary>
    public Guid? ExternalUserId { get; init; }

    /// <summary>What clients keep with the account.</summary>
    [JsonPropertyName("user_metadata")]
    [JsonConverter(typeof(ConfigurationMapConverter))]
    public ConfigurationMap Values { get; init; } = new();
}
