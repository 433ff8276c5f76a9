using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Client.Masking;

/// <summary>
/// Masks values of fewer than <see cref="ValueForms.MinimumLength"/> characters in a text that arrives in pieces, and these only as whole
/// words: otherwise a value such as "on" would hide most of a log.
/// </summary>
internal sealed class MaskedWords
{
    private string held = "";
    private char before;

    /// <summary>Takes the next piece and returns the text that can be shown now.</summary>
    public string Pass(IReadOnlyCollection<string> words, ReadOnlySpan<char> piece, bool isEnd)
    {
        var text = string.Concat(held, piece);
        var shown = new StringBuilder();
        var (position, end) = (0, text.Length);
        for (var index = 0; index < end && words.Count > 0; index++)
        {
            var (length, isOpen) = Match(words, text, index, isEnd);
            if (isOpen)
            {
                end = index;
            }
            else if (length > 0)
            {
                shown.Append(text, position, index - position).Append(SensitiveString.Mask);
                position = index + length;
                index = position - 1;
            }
        }

        shown.Append(text, position, end - position);
        held = text[end..];
        before = isEnd ? '\n' : end > 0 ? text[end - 1] : before;
        return shown.ToString();
    }

    /// <summary>Returns the length of the longest word at a position, and whether the next piece decides.</summary>
    private (int Length, bool IsOpen) Match(IReadOnlyCollection<string> words, string text, int index, bool isEnd)
    {
        var longest = 0;
        var rest = text.AsSpan(index);
        if (IsOfWord(index > 0 ? text[index - 1] : before))
        {
            return (0, false);
        }

        foreach (var word in words)
        {
            if (rest.Length <= word.Length && !isEnd && word.AsSpan().StartsWith(rest, StringComparison.Ordinal))
            {
                return (0, true);
            }

            if (rest.StartsWith(word, StringComparison.Ordinal) && (rest.Length == word.Length || !IsOfWord(rest[word.Length])))
            {
                longest = Math.Max(longest, word.Length);
            }
        }

        return (longest, false);
    }

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
