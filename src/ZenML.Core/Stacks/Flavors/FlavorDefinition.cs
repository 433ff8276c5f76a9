using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>What a flavor says of itself, as in a file for <c>flavor register</c>.</summary>
public sealed record FlavorDefinition
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type of component.</summary>
    public required ComponentType Type { get; init; }

    /// <summary>Where the Python program finds its class; may be empty for flavors of .NET programs.</summary>
    public string Source { get; init; } = "";

    /// <summary>The integration that brings it: <c>built-in</c>, <c>mlflow</c>, ...; null if none.</summary>
    public string? Integration { get; init; }

    /// <summary>Whether it is not one of the stock flavors.</summary>
    public bool IsCustom { get; init; } = true;

    /// <summary>The type of service connector that it can use.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>The type of resource that the connector gives access to.</summary>
    public string? ConnectorResourceType { get; init; }

    /// <summary>The attribute that names the resource.</summary>
    public string? ConnectorResourceIdAttribute { get; init; }

    /// <summary>The attributes, and what they accept.</summary>
    public required FlavorSchema Schema { get; init; }

    /// <summary>What an artifact store's path must begin with; empty if anything goes.</summary>
    public IReadOnlyList<string> PathPrefixes { get; init; } = [];

    /// <summary>Where its logo is.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>Where its documentation is.</summary>
    public string? DocsUrl { get; init; }

    /// <summary>Where the documentation of its classes is.</summary>
    public string? SdkDocsUrl { get; init; }

    /// <summary>The JSON schema from which <see cref="Schema"/> was read, to be given back word by word; null if it was written in another form.</summary>
    public ConfigurationMap? JsonSchema { get; init; }
}
