namespace ZenML.Core.Stacks.Configurations;

/// <summary>The values in a configuration that are neither maps nor lists, at any depth, in the order in which they were written.</summary>
public static class ConfigurationLeaves
{
    /// <summary>The leaves; a scalar is its own.</summary>
    public static IEnumerable<ConfigurationValue> Leaves(this ConfigurationValue value) => value switch
    {
        ConfigurationMap map => map.Values.SelectMany(Leaves),
        ConfigurationList list => list.SelectMany(Leaves),
        _ => [value],
    };

    /// <summary>The same maps and lists with other leaves.</summary>
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

    /// <summary>Whether something in a value is stored encrypted.</summary>
    public static bool HoldsSensitive(this ConfigurationValue value) => value.Leaves().Any(leaf => leaf is ConfigurationSensitive);
}
