using System.Diagnostics.CodeAnalysis;

namespace ZenML.Protocol.Vocabulary;

/// <summary>The words that stand for the values of an enumeration in requests and responses, in both directions.</summary>
/// <typeparam name="TValue">The enumeration.</typeparam>
public sealed class Words<TValue>
    where TValue : struct, Enum
{
    private readonly (TValue Value, string Word)[] entries;

    internal Words(params (TValue Value, string Word)[] entries)
    {
        this.entries = entries;
        All = [.. entries.Select(entry => entry.Word)];
    }

    /// <summary>All words.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The word for a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value has no word.</exception>
    public string Of(TValue value)
    {
        foreach (var entry in entries)
        {
            if (EqualityComparer<TValue>.Default.Equals(entry.Value, value))
            {
                return entry.Word;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, "This value has no word.");
    }

    /// <summary>The value of a word; null for null and for any other text.</summary>
    public TValue? Find(string? word)
    {
        foreach (var entry in entries)
        {
            if (entry.Word == word)
            {
                return entry.Value;
            }
        }

        return null;
    }

    /// <summary>Reads a word.</summary>
    /// <returns>Whether the text is one of the words.</returns>
    public bool TryParse([NotNullWhen(true)] string? word, out TValue value)
    {
        var found = Find(word);
        value = found.GetValueOrDefault();
        return found is not null;
    }
}
