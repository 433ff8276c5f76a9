using System.Text.Json.Serialization;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Json;

namespace ZenML.Protocol.Servers;

/// <summary>The rest of a server's settings.</summary>
public sealed record ServerSettingsMetadata
{
    /// <summary>What clients keep about a new user's first steps.</summary>
    [JsonConverter(typeof(ConfigurationMapConverter))]
    public ConfigurationMap OnboardingState { get; init; } = new();
}
