using System.Collections.Frozen;
using ZenML.Core.Secrets;

namespace ZenML.Client.Pipelines;

/// <summary>
/// The texts that a run's log must not show: each value that the run came to know, as it is and without white space around it, and the lines of
/// values that have several. Only the first form is masked whatever its length; short lines, such as a brace in a JSON document, say nothing.
/// </summary>
/// <param name="parent">Told of everything too; null for none.</param>
internal sealed class ObservedValues(ObservedValues? parent = null)
{
    /// <summary>The length from which a text is masked wherever it appears. A shorter one must stand alone, or a value such as "on" would blacken the log.</summary>
    public const int FreeLength = 4;

    private readonly Lock gate = new();
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private volatile FrozenDictionary<char, string[]>? textsByFirst = FrozenDictionary<char, string[]>.Empty;

    /// <summary>The texts to mask, by their first character. Arranged when it is asked for, since values often come many at a time.</summary>
    public FrozenDictionary<char, string[]> GetTextsByFirst()
    {
        if (textsByFirst is { } arranged)
        {
            return arranged;
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

    /// <summary>A whole text, masked.</summary>
    public string Mask(string text) => new MaskedStream(this).Pass(text, isEnd: true);
}
