using System.Text;
using Spectre.Console.Rendering;

namespace ZenML.Cli.Output;

/// <summary>The text of a cell, measured in columns of the terminal.</summary>
internal static class CellText
{
    /// <summary>How many columns a text takes.</summary>
    public static int Width(string text) => Ascii.IsValid(text) ? text.Length : new Segment(text).CellCount();

    /// <summary>Shortens a text to a width. The result ends with an ellipsis if something is missing.</summary>
    public static string Cut(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }

        var (kept, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Width(rune.ToString());
            if (used > width - 1)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }
}
