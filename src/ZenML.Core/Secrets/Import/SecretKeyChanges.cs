namespace ZenML.Core.Secrets.Import;

/// <summary>The names of keys that differ between two states of a secret, without their values.</summary>
/// <param name="Added">Keys that are new.</param>
/// <param name="Changed">Keys that have another value.</param>
/// <param name="Removed">Keys that are gone.</param>
public sealed record SecretKeyChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Added.Count == 0 && Changed.Count == 0 && Removed.Count == 0;

    /// <summary>Compares two states. The order of keys does not count.</summary>
    public static SecretKeyChanges Between(SecretValues before, SecretValues after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new(
            [.. after.Keys.Where(key => !before.ContainsKey(key))],
            [.. after.Where(entry => before.TryGetValue(entry.Key, out var old) && !old.Equals(entry.Value)).Select(entry => entry.Key)],
            [.. before.Keys.Where(key => !after.ContainsKey(key))]);
    }
}
