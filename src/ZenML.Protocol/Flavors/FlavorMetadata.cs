using System.Text.Json.Serialization;
using ZenML.Core.Stacks.Configurations;
using ZenML.Protocol.Json;
using ZenML.Protocol.Workspaces;

namespace ZenML.Protocol.Flavors;

/// <summary>The rest of a flavor.</summary>
public sealed record FlavorMetadata
{
    /// <summary>The workspace of the flavor; null for built-in flavors.</summary>
    public WorkspaceResource? Workspace { get; init; }

    /// <summary>The JSON schema of its components' configurations.</summary>
    [JsonConverter(typeof(ConfigurationMapConverter))]
    public ConfigurationMap ConfigSchema { get; init; } = new();

    /// <summary>The type of service connector that its components can use.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>The type of resource that the connector is for.</summary>
    public string? ConnectorResourceType { get; init; }

    /// <summary>The attribute that holds the resource's id.</summary>
    public string? ConnectorResourceIdAttr { get; init; }

    /// <summary>The Python class.</summary>
    public required string Source { get; init; }

    /// <summary>Where its documentation is.</summary>
    public string? DocsUrl { get; init; }

    /// <summary>Where the documentation of its classes is.</summary>
    public string? SdkDocsUrl { get; init; }

    /// <summary>Whether somebody registered it.</summary>
    public bool IsCustom { get; init; }
}
