namespace ZenML.Core.Text;

/// <summary>Builds sentences for messages.</summary>
public static class Sentence
{
    /// <summary>Joins parts as in <c>2 secrets, 1 stack and 3 runs</c>.</summary>
    public static string Join(IReadOnlyList<string> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
    }

    /// <summary>Puts the indefinite article before a noun: <c>a secret</c>, <c>an API key</c>.</summary>
    /// <remarks>
    /// No noun of this program begins with a silent h, and those with u, such as <c>user</c>, are spoken with y.
    /// </remarks>
    public static string WithArticle(string noun)
    {
        ArgumentException.ThrowIfNullOrEmpty(noun);
        return $"{(char.ToLowerInvariant(noun[0]) is 'a' or 'e' or 'i' or 'o' ? "an" : "a")} {noun}";
    }

    /// <summary>
    /// Adds a full stop unless the text already ends with punctuation. System messages come with and without one.
    /// </summary>
    public static string End(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.TrimEnd();
        return trimmed.Length == 0 || trimmed[^1] is '.' or '!' or '?' ? trimmed : $"{trimmed}.";
    }
}
