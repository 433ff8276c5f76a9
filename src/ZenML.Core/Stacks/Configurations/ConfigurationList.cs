using System.Collections;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>A list of values.</summary>
public sealed record ConfigurationList : ConfigurationValue, IReadOnlyList<ConfigurationValue>
{
    private readonly IReadOnlyList<ConfigurationValue> items;

    /// <summary>Creates a list of items.</summary>
    public ConfigurationList(IEnumerable<ConfigurationValue> items) => this.items = [.. items];

    /// <inheritdoc />
    public int Count => items.Count;

    /// <inheritdoc />
    public ConfigurationValue this[int index] => items[index];

    /// <inheritdoc />
    public IEnumerator<ConfigurationValue> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(ConfigurationList? other) => other is not null && items.SequenceEqual(other.items);

    /// <inheritdoc />
    public override int GetHashCode() => items.Aggregate(items.Count, HashCode.Combine);
}
