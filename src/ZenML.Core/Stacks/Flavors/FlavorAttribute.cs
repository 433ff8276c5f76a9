using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>One attribute of a flavor's components.</summary>
public sealed record FlavorAttribute
{
    /// <summary>The name, as in <c>--name=value</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it accepts.</summary>
    public required AttributeShape Shape { get; init; }

    /// <summary>Whether a component must have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it holds something that should be a secret reference. Plain text is accepted with a warning and stored encrypted.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether it refuses secret references, because it is checked beyond its type.</summary>
    public bool RejectsReferences { get; init; }

    /// <summary>The value of a component that does not name it; null if there is none.</summary>
    public ConfigurationValue? Default { get; init; }
}
