using System.Text.Json;

namespace ZenML.Protocol.Servers;

/// <summary>The settings of a server as they travel: the only thing without an identity.</summary>
public sealed record ServerSettingsResource
{
    /// <summary>What is always there.</summary>
    public required ServerSettingsBody Body { get; init; }

    /// <summary>The rest; null when it was not asked for.</summary>
    public ServerSettingsMetadata? Metadata { get; init; }

    /// <summary>None.</summary>
    public JsonElement? Resources { get; init; }
}
