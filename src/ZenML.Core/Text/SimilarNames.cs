namespace ZenML.Core.Text;

/// <summary>
/// Finds new names, of keys or of secrets, that are probably typos of existing ones.
/// <list type="bullet">
/// <item>Names that differ only in capitals, or in which of <c>-</c>, <c>_</c>, <c>.</c> and blanks separates their words.</item>
/// <item>Names of six letters or more: one character added, removed or replaced, or two neighbors swapped.</item>
/// <item>Names of three to five letters, which are often alike by chance: two neighbors swapped, a letter doubled, or, from five
/// characters on, one missing inside.</item>
/// </list>
/// Names that differ in digits only (<c>password1</c>, <c>password2</c>), or in one word of one or two characters (<c>replica_a</c>,
/// <c>replica_b</c>), are numbered on purpose.
/// </summary>
public static class SimilarNames
{
    private const int FewestLetters = 6;

    private const int FewestLettersOfShort = 3;

    private const int FewestCharactersWithGap = 5;

    private const int FewestLettersOfSpelling = 2;

    private const int LongestCode = 2;

    private const char Separator = '_';

    /// <summary>Finds the first new name that resembles an existing one.</summary>
    /// <param name="present">The names that exist.</param>
    /// <param name="given">The names that are used. Those that exist are not new.</param>
    /// <returns>The new name and the existing one; null if there is none.</returns>
    public static (string New, string Present)? Find(IReadOnlyCollection<string> present, IEnumerable<string> given)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(given);
        foreach (var name in given.Where(name => !present.Contains(name, StringComparer.Ordinal)))
        {
            if (present.FirstOrDefault(other => Resemble(name, other)) is { } similar)
            {
                return (name, similar);
            }
        }

        return null;
    }

    private static bool Resemble(string name, string other)
    {
        var (one, two) = (Normalize(name), Normalize(other));
        var letters = Math.Min(one.Count(char.IsLetter), two.Count(char.IsLetter));
        if (one == two)
        {
            return letters >= FewestLettersOfSpelling;
        }

        return letters >= FewestLettersOfShort && !AreNumbered(one, two) && IsOneSlip(one, two, isShort: letters < FewestLetters);
    }

    private static string Normalize(string name) => string.Create(name.Length, name, (normalized, original) =>
    {
        for (var index = 0; index < original.Length; index++)
        {
            normalized[index] = original[index] is '-' or '.' or ' ' ? Separator : char.ToLowerInvariant(original[index]);
        }
    });

    private static bool IsOneSlip(string name, string other, bool isShort)
    {
        var start = name.AsSpan().CommonPrefixLength(other);
        ReadOnlySpan<char> one = name.AsSpan(start), two = other.AsSpan(start);
        if (one.Length == two.Length)
        {
            return (!isShort && one[1..].SequenceEqual(two[1..]))
                || (one.Length > 1 && one[0] == two[1] && one[1] == two[0] && one[2..].SequenceEqual(two[2..]));
        }

        return one.Length > two.Length
            ? IsOneMore(name, start, two, isShort)
            : IsOneMore(other, start, one, isShort);
    }

    /// <summary>Whether a name has one character more than another one, at a position up to which both are equal.</summary>
    /// <param name="longer">The longer name.</param>
    /// <param name="position">The position.</param>
    /// <param name="rest">The rest of the shorter name from there on.</param>
    /// <param name="isShort">Whether the names are so short that the first and the last letter make another word.</param>
    private static bool IsOneMore(string longer, int position, ReadOnlySpan<char> rest, bool isShort)
    {
        if (!longer.AsSpan(position + 1).SequenceEqual(rest))
        {
            return false;
        }

        var isDoubled = position > 0 && longer[position] == longer[position - 1];
        return !isShort || isDoubled || (position > 0 && !rest.IsEmpty && longer.Length >= FewestCharactersWithGap);
    }

    private static bool AreNumbered(string one, string two)
    {
        if (WithoutDigits(one) == WithoutDigits(two))
        {
            return true;
        }

        string[] words = one.Split(Separator), others = two.Split(Separator);
        return words.Length == others.Length && words.Length > 1
            && words.Zip(others).Where(pair => pair.First != pair.Second).ToArray() is [var (word, other)]
            && word.Length is > 0 and <= LongestCode && other.Length is > 0 and <= LongestCode;
    }

    private static string WithoutDigits(string name) => string.Concat(name.Where(character => !char.IsDigit(character)));
}
