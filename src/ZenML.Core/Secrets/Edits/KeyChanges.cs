using ZenML.Core.Secrets.History;

namespace ZenML.Core.Secrets.Edits;

/// <summary>The names of the keys that differ between two states of a secret. Never a value.</summary>
/// <param name="Added">Keys that were not there before, in the order of the secret.</param>
/// <param name="Changed">Keys that have another value than before, in the order of the secret.</param>
/// <param name="Removed">Keys that are no longer there, in the order that they had.</param>
public sealed record KeyChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Removed)
{
    /// <summary>No difference.</summary>
    public static KeyChanges None { get; } = new([], [], []);

    /// <summary>Whether there is no difference.</summary>
    public bool IsNone => Added.Count + Changed.Count + Removed.Count == 0;

    /// <summary>Compares two states. The order of keys does not count.</summary>
    public static KeyChanges Between(SecretValues before, SecretValues after) =>
        Of(SecretDiff.Compare(before, after, withValues: false));

    /// <summary>Sorts differences by their kind.</summary>
    internal static KeyChanges Of(IEnumerable<SecretDifference> differences)
    {
        var keys = differences.ToLookup(difference => difference.Kind, difference => difference.Key);
        return new KeyChanges(
            [.. keys[SecretDifferenceKind.Added]], [.. keys[SecretDifferenceKind.Changed]], [.. keys[SecretDifferenceKind.Removed]]);
    }
}
