using System.Text;

namespace ZenML.Client.Masking;

/// <summary>
/// The texts as which a value can appear: as it is, each of its lines, percent-encoded, in JSON, quoted for a shell, in base64, in
/// hexadecimal. White space around a value is not a part of it.
/// </summary>
internal static class ValueForms
{
    /// <summary>The number of characters from which a value, or a line of it, is masked.</summary>
    public const int MinimumLength = 4;

    /// <summary>The number of characters up to which a value is also masked in encodings, which take many times its memory.</summary>
    public const int LargestEncoded = 65_536;

    /// <summary>Returns all forms of a value, each once.</summary>
    public static IReadOnlyCollection<string> Of(string value)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        var trimmed = value.Trim();
        foreach (var text in WithEitherLineBreak(trimmed))
        {
            AddTexts(forms, text);
        }

        AddBytes(forms, trimmed);
        if (trimmed.Length < value.Length)
        {
            AddBytes(forms, value);
        }

        foreach (var line in Lines(trimmed))
        {
            AddTexts(forms, line);
        }

        return forms;
    }

    /// <summary>A terminal writes other line breaks than a file has.</summary>
    private static IEnumerable<string> WithEitherLineBreak(string text) =>
        text.AsSpan().ContainsAny('\r', '\n') ? [text, text.ReplaceLineEndings("\n"), text.ReplaceLineEndings("\r\n")] : [text];

    /// <summary>The lines that say something: not the frame of a key, nor a line such as <c>====</c>.</summary>
    private static IEnumerable<string> Lines(string text) =>
        text.AsSpan().ContainsAny('\r', '\n')
            ? text.Split(['\n', '\r'], StringSplitOptions.TrimEntries).Where(line => line.Length >= MinimumLength && !IsMarker(line))
            : [];

    private static bool IsMarker(string line) =>
        (line.StartsWith("-----", StringComparison.Ordinal) && line.EndsWith("-----", StringComparison.Ordinal))
        || !line.AsSpan().ContainsAnyExcept(line[0]);

    private static void AddTexts(HashSet<string> forms, string text)
    {
        if (!forms.Add(text) || text.Length > LargestEncoded)
        {
            return;
        }

        PercentForms.AddTo(forms, text);
        JsonForms.AddTo(forms, text);
        ShellForms.AddTo(forms, text);
    }

    private static void AddBytes(HashSet<string> forms, string text)
    {
        if (text.Length > LargestEncoded)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        forms.Add(Convert.ToHexString(bytes));
        forms.Add(Convert.ToHexStringLower(bytes));
        Base64Forms.AddTo(forms, bytes);
    }
}
