using System.Text.Json;
using System.Text.Json.Serialization;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Json;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Components;

/// <summary>The rest of a component.</summary>
public sealed record ComponentMetadata
{
    /// <summary>The workspace that it belongs to.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>Its configuration as it was given; sensitive values in clear text.</summary>
    [JsonConverter(typeof(ConfigurationMapConverter))]
    public ConfigurationMap Configuration { get; init; } = new();

    /// <summary>Labels; null if there are none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The file that described it.</summary>
    public string? ComponentSpecPath { get; init; }

    /// <summary>The resource that its connector is for.</summary>
    public string? ConnectorResourceId { get; init; }

    /// <summary>Its service connector. This server has none.</summary>
    public JsonElement? Connector { get; init; }
}
