namespace ZenML.Core.Accounts.Trusts;

/// <summary>
/// Text in which each <c>*</c> stands for any characters, or none. It must match the whole of another text, in the same
/// capitals. There are no other special characters.
/// </summary>
internal static class TextPattern
{
    private const char Any = '*';

    /// <summary>Whether a pattern says nothing about a text.</summary>
    public static bool MatchesEverything(string pattern) => pattern.All(character => character == Any);

    /// <summary>Whether a pattern matches more than one text.</summary>
    public static bool HasWildcard(string pattern) => pattern.Contains(Any, StringComparison.Ordinal);

    /// <summary>What every text that matches begins with.</summary>
    public static ReadOnlySpan<char> FixedStart(string pattern) =>
        pattern.IndexOf(Any, StringComparison.Ordinal) is >= 0 and var first ? pattern.AsSpan(0, first) : pattern;

    /// <summary>Whether a pattern matches a text.</summary>
    /// <remarks>
    /// Each piece between two wildcards is looked for once, after the piece before it. The first place is always good enough,
    /// so nothing is tried again, whatever the text.
    /// </remarks>
    public static bool Matches(string pattern, string text)
    {
        if (!HasWildcard(pattern))
        {
            return string.Equals(pattern, text, StringComparison.Ordinal);
        }

        var pieces = pattern.Split(Any);
        var (first, last) = (pieces[0], pieces[^1]);
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal)
            || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan(first.Length, text.Length - first.Length - last.Length);
        foreach (var piece in pieces.AsSpan(1, pieces.Length - 2))
        {
            var found = rest.IndexOf(piece, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + piece.Length)..];
        }

        return true;
    }
}
