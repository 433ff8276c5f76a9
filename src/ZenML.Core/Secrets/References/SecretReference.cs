using System.Diagnostics.CodeAnalysis;

namespace ZenML.Core.Secrets.References;

/// <summary>
/// A reference to one value: <c>{{name.key}}</c>. The whole text must be the reference; white space is allowed directly
/// inside the braces and nowhere else. The name ends at the first dot, so keys can contain dots and names cannot.
/// </summary>
/// <param name="Name">The name of the secret. Empty in the one odd case of a text such as <c>{{..key}}</c>; no secret
/// has that name.</param>
/// <param name="Key">The key.</param>
public sealed record SecretReference(string Name, string Key)
{
    /// <summary>Reads a reference.</summary>
    /// <returns>Whether the whole <paramref name="text"/> is a reference; else it is plain text.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SecretReference? reference)
    {
        reference = null;
        if (text is null || text.Length < 7 || !text.StartsWith("{{", StringComparison.Ordinal)
            || !text.EndsWith("}}", StringComparison.Ordinal))
        {
            return false;
        }

        var inner = Trim(text.AsSpan(2, text.Length - 4));
        if (inner.Length < 3 || ContainsWhiteSpace(inner))
        {
            return false;
        }

        // A dot with a character on each side makes a reference; the cut is then at the first dot, even if that leaves the name empty.
        if (!inner[1..^1].Contains('.'))
        {
            return false;
        }

        var cut = inner.IndexOf('.');
        reference = new SecretReference(inner[..cut].ToString(), inner[(cut + 1)..].ToString());
        return true;
    }

    /// <summary>Whether some reference means this name and key.</summary>
    public static bool CanExpress(string name, string key) =>
        TryParse($"{{{{{name}.{key}}}}}", out var read) && read.Name == name && read.Key == key;

    /// <summary>Whether some reference means a secret of this name.</summary>
    public static bool CanExpressName(string name) => CanExpress(name, "key");

    /// <summary>Whether some reference means a key of this name.</summary>
    public static bool CanExpressKey(string key) => CanExpress("name", key);

    /// <summary>The short form <c>name.key</c>, as messages show it.</summary>
    public override string ToString() => $"{Name}.{Key}";

    /// <summary>The reference as it is written in configuration.</summary>
    public string ToConfigurationText() => $"{{{{{Name}.{Key}}}}}";

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool ContainsWhiteSpace(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (IsWhiteSpace(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <remarks>
    /// Configurations are shared with Python programs, for which the four separators U+001C to U+001F are white space
    /// too.
    /// </remarks>
    private static bool IsWhiteSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001c' and <= '\u001f';
}
