using ZenML.Core.Resources;

namespace ZenML.Core.Secrets.History;

/// <summary>How two versions of a secret's values differ.</summary>
/// <param name="Secret">The id of the secret.</param>
/// <param name="From">The first version.</param>
/// <param name="To">The second version.</param>
/// <param name="Keys">The keys that differ: those of the second version in its order, then removed ones. Equal ones are left out.</param>
public sealed record SecretDiff(Id<Secret> Secret, long From, long To, IReadOnlyList<SecretDifference> Keys)
{
    /// <summary>Compares the values of two versions.</summary>
    /// <param name="before">The values of the first version.</param>
    /// <param name="after">The values of the second version.</param>
    /// <param name="withValues">Whether the result has the values.</param>
    public static IReadOnlyList<SecretDifference> Compare(SecretValues before, SecretValues after, bool withValues)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var differences = new List<SecretDifference>();
        foreach (var (key, value) in after)
        {
            if (!before.TryGetValue(key, out var old))
            {
                differences.Add(new(key, SecretDifferenceKind.Added) { After = withValues ? value : null });
            }
            else if (!old.Equals(value))
            {
                differences.Add(new(key, SecretDifferenceKind.Changed)
                {
                    Before = withValues ? old : null,
                    After = withValues ? value : null,
                });
            }
        }

        differences.AddRange(before.Where(pair => !after.ContainsKey(pair.Key)).Select(pair =>
            new SecretDifference(pair.Key, SecretDifferenceKind.Removed) { Before = withValues ? pair.Value : null }));
        return differences;
    }
}
