namespace ZenML.Core.Stacks.Flavors;

/// <summary>The attributes of a flavor's components.</summary>
public sealed record FlavorSchema
{
    /// <summary>The title of the schema: the Python configuration class.</summary>
    public string Title { get; init; } = "";

    /// <summary>The attributes, in display order.</summary>
    public required IReadOnlyList<FlavorAttribute> Attributes { get; init; }

    /// <summary>Whether other attributes are accepted too.</summary>
    public bool AllowsAdditionalAttributes { get; init; }

    /// <summary>Returns the attribute with a name, or null if there is none.</summary>
    public FlavorAttribute? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}
