using System.Text;
using ZenML.Stores.Sql.Sessions;

namespace ZenML.Stores.Sql.Querying;

/// <summary>Beginnings of text as ranges that an index can answer.</summary>
internal static class TextRange
{
    /// <summary>The least text greater than every text that begins with <paramref name="prefix"/>, or null if there is none.</summary>
    public static string? After(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0)
        {
            var next = runes[^1].Value + 1;
            runes.RemoveAt(runes.Count - 1);
            if (next <= 0x10FFFF)
            {
                return string.Concat(runes) + new Rune(next is >= 0xD800 and <= 0xDFFF ? 0xE000 : next);
            }
        }

        return null;
    }

    /// <summary>The condition that a column begins with exactly a text, and its parameters.</summary>
    public static (string Condition, SqlParameter[] Parameters) BeginsWith(string column, string prefix) => After(prefix) is { } end
        ? ($"{column} >= @prefix AND {column} < @prefix_end", [("@prefix", prefix), ("@prefix_end", end)])
        : ($"{column} >= @prefix", [("@prefix", prefix)]);
}
