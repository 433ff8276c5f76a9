using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>The definition of a flavor, as in a file for <c>flavor register</c>.</summary>
public sealed record FlavorDefinition
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type of component.</summary>
    public required ComponentType Type { get; init; }

    /// <summary>The Python class of the flavor; may be empty for flavors of .NET programs.</summary>
    public string Source { get; init; } = "";

    /// <summary>The integration that provides it, such as <c>built-in</c> or <c>mlflow</c>; null if none does.</summary>
    public string? Integration { get; init; }

    /// <summary>Whether it is a custom flavor, not a built-in one.</summary>
    public bool IsCustom { get; init; } = true;

    /// <summary>The type of service connector that it can use.</summary>
    public string? ConnectorType { get; init; }

    /// <summary>The type of resource that the connector accesses.</summary>
    public string? ConnectorResourceType { get; init; }

    /// <summary>The attribute that names the resource.</summary>
    public string? ConnectorResourceIdAttribute { get; init; }

    /// <summary>The schema of the attributes.</summary>
    public required FlavorSchema Schema { get; init; }

    /// <summary>The allowed prefixes of an artifact store's path; empty for any.</summary>
    public IReadOnlyList<string> PathPrefixes { get; init; } = [];

    /// <summary>The URL of its logo.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>The URL of its documentation.</summary>
    public string? DocsUrl { get; init; }

    /// <summary>The URL of its SDK documentation.</summary>
    public string? SdkDocsUrl { get; init; }

    /// <summary>
    /// The JSON schema from which <see cref="Schema"/> was read, to return it unchanged; null if the flavor was
    /// defined in another form.
    /// </summary>
    public ConfigurationMap? JsonSchema { get; init; }
}
