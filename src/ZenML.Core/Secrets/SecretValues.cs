using System.Collections;
using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Text;

namespace ZenML.Core.Secrets;

/// <summary>Keys and their values, in the order in which they were written.</summary>
/// <example><code>new SecretValues { ["username"] = "admin", ["password"] = "abc123" }</code></example>
public sealed class SecretValues : IReadOnlyDictionary<string, SensitiveString>
{
    private readonly OrderedDictionary<string, SensitiveString> values = new(StringComparer.Ordinal);

    /// <summary>No keys yet.</summary>
    public SecretValues()
    {
    }

    /// <summary>A copy.</summary>
    public SecretValues(IEnumerable<KeyValuePair<string, SensitiveString>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (key, value) in values)
        {
            this[key] = value;
        }
    }

    /// <summary>The value of a key. Setting an existing key keeps its place; a new key goes to the end.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key; the message does not name others.</exception>
    public SensitiveString this[string key]
    {
        get => values[key];
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            values[key] = value;
        }
    }

    /// <inheritdoc />
    public IEnumerable<string> Keys => values.Keys;

    /// <inheritdoc />
    public IEnumerable<SensitiveString> Values => values.Values;

    /// <inheritdoc />
    public int Count => values.Count;

    /// <summary>Removes a key.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string key) => values.Remove(key);

    /// <inheritdoc />
    public bool ContainsKey(string key) => values.ContainsKey(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SensitiveString value) => values.TryGetValue(key, out value);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, SensitiveString>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>How many keys there are; neither their names nor their values.</summary>
    public override string ToString() => Number.Of(Count, "key");
}
