using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>Named values in document order, such as the configuration of a component, or settings.</summary>
/// <example><code>new ConfigurationMap { ["tracking_uri"] = "http://127.0.0.1:5000", ["nested"] = true }</code></example>
public sealed record ConfigurationMap : ConfigurationValue, IReadOnlyDictionary<string, ConfigurationValue>
{
    private readonly OrderedDictionary<string, ConfigurationValue> entries = new(StringComparer.Ordinal);

    /// <summary>Creates an empty map.</summary>
    public ConfigurationMap()
    {
    }

    /// <summary>Creates a map of entries. The last of several entries with the same name is used.</summary>
    public ConfigurationMap(IEnumerable<KeyValuePair<string, ConfigurationValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var (name, value) in entries)
        {
            this.entries[name] = value;
        }
    }

    /// <remarks>The copy constructor of a record would share the entries.</remarks>
    private ConfigurationMap(ConfigurationMap original)
        : base(original) => entries = new(original.entries, StringComparer.Ordinal);

    /// <summary>
    /// The value of a name. Set values only while you build a map; do not change a map after you have passed it on.
    /// </summary>
    public ConfigurationValue this[string key]
    {
        get => entries[key];
        set => entries[key] = value;
    }

    /// <inheritdoc />
    public IEnumerable<string> Keys => entries.Keys;

    /// <inheritdoc />
    public IEnumerable<ConfigurationValue> Values => entries.Values;

    /// <inheritdoc />
    public int Count => entries.Count;

    /// <inheritdoc />
    public bool ContainsKey(string key) => entries.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out ConfigurationValue value) => entries.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, ConfigurationValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// Returns a copy of this map with changes: names are set, or removed if the change is <see cref="ConfigurationNull"/>.
    /// </summary>
    public ConfigurationMap Merge(ConfigurationMap changes)
    {
        var merged = new ConfigurationMap(this);
        foreach (var (name, value) in changes)
        {
            if (value is ConfigurationNull)
            {
                merged.entries.Remove(name);
            }
            else
            {
                merged.entries[name] = value;
            }
        }

        return merged;
    }

    /// <inheritdoc />
    public bool Equals(ConfigurationMap? other) => other is not null && entries.SequenceEqual(other.entries);

    /// <inheritdoc />
    public override int GetHashCode() =>
        entries.Aggregate(entries.Count, (hash, entry) => HashCode.Combine(hash, entry.Key, entry.Value));
}
