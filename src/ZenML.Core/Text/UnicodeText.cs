using System.Text;

namespace ZenML.Core.Text;

/// <summary>Unicode checks for strings.</summary>
public static class UnicodeText
{
    /// <summary>Whether the text has no unpaired surrogate, so that UTF-8 can encode it.</summary>
    public static bool IsWellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return true;
        }

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }

    /// <summary>Counts the Unicode characters (code points) of a text.</summary>
    public static int CountCharacters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
