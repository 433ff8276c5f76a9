using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Client.Masking;

/// <summary>
/// Masks values in a text that arrives in pieces. Text that could be the beginning of a value is held back until the next piece decides.
/// </summary>
internal sealed class MaskedStream(ObservedValues values)
{
    private string held = "";
    private char before;

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">The text.</param>
    /// <param name="isEnd">Whether this is the last piece, so that nothing is held back.</param>
    /// <returns>The text that can be shown now.</returns>
    public string Pass(ReadOnlySpan<char> piece, bool isEnd = false)
    {
        var text = string.Concat(held, piece);
        held = "";
        if (text.Length == 0)
        {
            return "";
        }

        var matches = new List<Range>();
        var decided = FindMatches(text, isEnd, matches);
        var shown = Show(text, ref decided, matches);
        held = text[decided..];
        before = isEnd ? '\n' : decided > 0 ? text[decided - 1] : before;
        return shown;
    }

    /// <summary>
    /// Finds all places of values in ascending order. Returns the position up to which nothing that follows can change the result.
    /// </summary>
    private int FindMatches(string text, bool isEnd, List<Range> matches)
    {
        var decided = text.Length;
        var textsByFirst = values.GetTextsByFirst();
        for (var index = 0; index < text.Length && textsByFirst.Count > 0; index++)
        {
            if (!textsByFirst.TryGetValue(text[index], out var candidates))
            {
                continue;
            }

            var rest = text.AsSpan(index);
            foreach (var candidate in candidates)
            {
                var needsMore = candidate.Length < ObservedValues.FreeLength ? candidate.Length + 1 : candidate.Length;
                var isWhole = rest.StartsWith(candidate, StringComparison.Ordinal);
                if (!isEnd && rest.Length < needsMore && (isWhole || candidate.AsSpan().StartsWith(rest, StringComparison.Ordinal)))
                {
                    decided = Math.Min(decided, index);
                }
                else if (isWhole && (candidate.Length >= ObservedValues.FreeLength || StandsAlone(text, index, candidate.Length)))
                {
                    matches.Add(index..(index + candidate.Length));
                }
            }
        }

        return decided;
    }

    /// <summary>
    /// Returns the text up to <paramref name="decided"/>, which moves back if it would cut a match. Matches that overlap become one mask.
    /// </summary>
    private static string Show(string text, ref int decided, List<Range> matches)
    {
        var shown = new StringBuilder();
        var position = 0;
        var index = 0;
        while (index < matches.Count && matches[index].Start.Value < decided)
        {
            var start = matches[index].Start.Value;
            var end = matches[index].End.Value;
            for (index++; index < matches.Count && matches[index].Start.Value < end; index++)
            {
                end = Math.Max(end, matches[index].End.Value);
            }

            if (end > decided)
            {
                decided = start;
                break;
            }

            shown.Append(text, position, start - position).Append(SensitiveString.Mask);
            position = end;
        }

        return shown.Append(text, position, decided - position).ToString();
    }

    private bool StandsAlone(string text, int index, int length)
    {
        var previous = index > 0 ? text[index - 1] : before;
        var next = index + length < text.Length ? text[index + length] : ' ';
        return !IsOfWord(previous) && !IsOfWord(next);
    }

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
