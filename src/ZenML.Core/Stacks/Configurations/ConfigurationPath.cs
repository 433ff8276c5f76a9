using System.Globalization;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>The path to a value in a configuration: names in maps and indexes in lists. As text: <c>env[0].value</c>.</summary>
public sealed record ConfigurationPath
{
    private readonly ConfigurationPath? parent;
    private readonly string? name;
    private readonly int index;

    private ConfigurationPath(ConfigurationPath? parent, string? name, int index)
    {
        this.parent = parent;
        this.name = name;
        this.index = index;
        Length = parent is null ? 0 : parent.Length + 1;
    }

    /// <summary>The path to the configuration itself, whose text is empty.</summary>
    public static ConfigurationPath Root { get; } = new(null, null, 0);

    /// <summary>The number of names and indexes.</summary>
    public int Length { get; }

    /// <summary>The path to the entry of that name in the map at this path.</summary>
    public ConfigurationPath Entry(string name) => new(this, name ?? throw new ArgumentNullException(nameof(name)), 0);

    /// <summary>The path to the item at that index of the list at this path.</summary>
    public ConfigurationPath Item(int index) => new(this, null, index);

    /// <summary>Returns the value at this path, or null if there is none.</summary>
    /// <param name="configuration">The configuration that the path starts from.</param>
    public ConfigurationValue? FindIn(ConfigurationValue configuration) => parent?.FindIn(configuration) switch
    {
        ConfigurationMap map when name is not null => map.GetValueOrDefault(name),
        ConfigurationList list when name is null && index < list.Count => list[index],
        _ => parent is null ? configuration : null,
    };

    /// <summary>Returns the path as messages show it. Names may contain dots and brackets, so two paths can have the same text.</summary>
    public override string ToString() => parent is null ? ""
        : name is null ? string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]")
        : parent.parent is null ? name
        : $"{parent}.{name}";
}
