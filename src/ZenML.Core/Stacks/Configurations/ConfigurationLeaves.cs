namespace ZenML.Core.Stacks.Configurations;

/// <summary>The scalar values of a configuration, at any depth, in document order.</summary>
public static class ConfigurationLeaves
{
    /// <summary>Returns the scalars of a value. A scalar returns itself.</summary>
    public static IEnumerable<ConfigurationValue> Leaves(this ConfigurationValue value) => value switch
    {
        ConfigurationMap map => map.Values.SelectMany(Leaves),
        ConfigurationList list => list.SelectMany(Leaves),
        _ => [value],
    };

    /// <summary>Returns a copy with every scalar replaced.</summary>
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

    /// <summary>Whether a value contains a <see cref="ConfigurationSensitive"/>.</summary>
    public static bool HoldsSensitive(this ConfigurationValue value) => value.Leaves().Any(leaf => leaf is ConfigurationSensitive);
}
