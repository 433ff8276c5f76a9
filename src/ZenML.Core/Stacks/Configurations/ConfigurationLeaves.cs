namespace ZenML.Core.Stacks.Configurations;

/// <summary>Visits the values inside a configuration, at any depth, in the order in which they were written.</summary>
public static class ConfigurationLeaves
{
    /// <summary>Returns a value and every value inside it, each with its path. A map or list comes before what it contains.</summary>
    public static IEnumerable<(ConfigurationPath Path, ConfigurationValue Value)> Walk(this ConfigurationValue value) =>
        value.Walk(ConfigurationPath.Root);

    /// <inheritdoc cref="Walk(ConfigurationValue)"/>
    /// <param name="value">The value to begin with.</param>
    /// <param name="path">The path to <paramref name="value"/>, with which every path begins.</param>
    public static IEnumerable<(ConfigurationPath Path, ConfigurationValue Value)> Walk(
        this ConfigurationValue value, ConfigurationPath path)
    {
        var inner = value switch
        {
            ConfigurationMap map => map.SelectMany(entry => entry.Value.Walk(path.Entry(entry.Key))),
            ConfigurationList list => list.SelectMany((item, index) => item.Walk(path.Item(index))),
            _ => [],
        };
        return inner.Prepend((path, value));
    }

    /// <summary>Returns the values that are neither maps nor lists; a scalar is its own leaf.</summary>
    public static IEnumerable<ConfigurationValue> Leaves(this ConfigurationValue value) =>
        value.Walk().Select(node => node.Value).Where(found => found is not (ConfigurationMap or ConfigurationList));

    /// <summary>Returns the same maps and lists with other leaves.</summary>
    public static ConfigurationValue WithLeaves(
        this ConfigurationValue value, Func<ConfigurationValue, ConfigurationValue> change) => value switch
    {
        ConfigurationMap map => map.WithLeaves(change),
        ConfigurationList list => new ConfigurationList(list.Select(item => item.WithLeaves(change))),
        _ => change(value),
    };

    /// <inheritdoc cref="WithLeaves(ConfigurationValue, Func{ConfigurationValue, ConfigurationValue})"/>
    public static ConfigurationMap WithLeaves(this ConfigurationMap map, Func<ConfigurationValue, ConfigurationValue> change)
    {
        ArgumentNullException.ThrowIfNull(map);
        return new(map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.WithLeaves(change))));
    }

    /// <summary>Returns whether something in a value is stored encrypted.</summary>
    public static bool HoldsSensitive(this ConfigurationValue value) => value.Leaves().Any(leaf => leaf is ConfigurationSensitive);
}
