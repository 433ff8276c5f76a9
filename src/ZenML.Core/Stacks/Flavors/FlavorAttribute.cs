using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>An attribute of the components of a flavor.</summary>
public sealed record FlavorAttribute
{
    /// <summary>The name, as in <c>--name=value</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The shape of its value.</summary>
    public required AttributeShape Shape { get; init; }

    /// <summary>Whether it is required.</summary>
    public bool IsRequired { get; init; }

    /// <summary>
    /// Whether its value should be a secret reference. Plain text is accepted with a warning and stored encrypted.
    /// </summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether it rejects secret references, because its value is validated beyond its type.</summary>
    public bool RejectsReferences { get; init; }

    /// <summary>The default value; null if there is none.</summary>
    public ConfigurationValue? Default { get; init; }
}
