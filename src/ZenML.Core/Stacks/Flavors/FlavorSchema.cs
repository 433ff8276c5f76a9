namespace ZenML.Core.Stacks.Flavors;

/// <summary>The attributes of a flavor's components.</summary>
public sealed record FlavorSchema
{
    /// <summary>The title of the schema; the Python program's configuration class.</summary>
    public string Title { get; init; } = "";

    /// <summary>The attributes, in the order in which they are shown.</summary>
    public required IReadOnlyList<FlavorAttribute> Attributes { get; init; }

    /// <summary>Whether attributes that are not named here are accepted.</summary>
    public bool AllowsAdditionalAttributes { get; init; }

    /// <summary>The attribute of that name.</summary>
    public FlavorAttribute? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}
