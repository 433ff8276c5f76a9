using System.Collections.Frozen;
using ZenML.Core.Secrets;

namespace ZenML.Client.Masking;

/// <summary>
/// The texts that a log must not show: each value as it is, each value without the white space around it, and the lines of a value with
/// several lines. Lines shorter than <see cref="FreeLength"/> are left out: a brace in a JSON document reveals nothing.
/// </summary>
/// <param name="parent">Receives every value as well; null for none.</param>
internal sealed class ObservedValues(ObservedValues? parent = null)
{
    /// <summary>
    /// The length from which a text is masked wherever it appears. A shorter text is masked only as a whole word: otherwise a value such
    /// as "on" would hide most of the log.
    /// </summary>
    public const int FreeLength = 4;

    private readonly Lock gate = new();
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private volatile FrozenDictionary<char, string[]>? textsByFirst = FrozenDictionary<char, string[]>.Empty;

    /// <summary>Returns the texts to mask by their first character. Grouped on demand, since values often arrive many at a time.</summary>
    public FrozenDictionary<char, string[]> GetTextsByFirst()
    {
        if (textsByFirst is { } grouped)
        {
            return grouped;
        }

        lock (gate)
        {
            return textsByFirst = texts.GroupBy(each => each[0]).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        }
    }

    public void Add(SensitiveString value)
    {
        parent?.Add(value);
        var text = value.Reveal();
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return;
        }

        lock (gate)
        {
            var before = texts.Count;
            texts.Add(text);
            texts.Add(trimmed);
            if (trimmed.AsSpan().ContainsAny('\n', '\r'))
            {
                texts.UnionWith(trimmed.Split(['\n', '\r'], StringSplitOptions.TrimEntries).Where(line => line.Length >= FreeLength));
            }

            textsByFirst = texts.Count == before ? textsByFirst : null;
        }
    }

    /// <summary>Returns a whole text with values masked.</summary>
    public string Mask(string text) => new MaskedStream(this).Pass(text, isEnd: true);
}
