namespace ZenML.Core.Secrets.Edits;

/// <summary>
/// Finds new keys that are probably typos of existing ones: one character added, removed or replaced, or two neighbors swapped. Keys
/// of fewer than six letters are too short to tell, and keys that differ in digits only (<c>password1</c>, <c>password2</c>) are
/// numbered on purpose.
/// </summary>
public static class SimilarKeys
{
    private const int FewestLetters = 6;

    /// <summary>Finds the first new key that resembles an existing one.</summary>
    /// <param name="present">The keys that the secret has.</param>
    /// <param name="given">The keys that are set. Those that the secret has already are not new.</param>
    /// <returns>The new key and the existing one; null if there is none.</returns>
    public static (string New, string Present)? Find(IReadOnlyCollection<string> present, IEnumerable<string> given)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(given);
        foreach (var key in given.Where(key => !present.Contains(key, StringComparer.Ordinal)))
        {
            if (present.FirstOrDefault(other => Resemble(key, other)) is { } similar)
            {
                return (key, similar);
            }
        }

        return null;
    }

    private static bool Resemble(string key, string other) =>
        key.Count(char.IsLetter) >= FewestLetters && other.Count(char.IsLetter) >= FewestLetters
        && IsOneEditApart(key, other) && WithoutDigits(key) != WithoutDigits(other);

    private static bool IsOneEditApart(string key, string other)
    {
        var start = key.AsSpan().CommonPrefixLength(other);
        ReadOnlySpan<char> one = key.AsSpan(start), two = other.AsSpan(start);
        return (!one.IsEmpty && one[1..].SequenceEqual(two))
            || (!two.IsEmpty && two[1..].SequenceEqual(one))
            || (!one.IsEmpty && !two.IsEmpty && one[1..].SequenceEqual(two[1..]))
            || (one.Length > 1 && two.Length > 1 && one[0] == two[1] && one[1] == two[0] && one[2..].SequenceEqual(two[2..]));
    }

    private static string WithoutDigits(string key) => string.Concat(key.Where(character => !char.IsDigit(character)));
}
