using System.Text;

namespace ZenML.Client.Masking;

/// <summary>
/// The texts as which a value can appear: as it is, each of its lines, percent-encoded, in JSON, quoted for a shell, in base64, in
/// hexadecimal. White space around a value is not a part of it.
/// </summary>
internal sealed class ValueForms
{
    /// <summary>The number of characters from which a value, or a line of it, is masked.</summary>
    public const int MinimumLength = 4;

    /// <summary>The number of characters up to which a value is also masked in encodings, which take many times its memory.</summary>
    public const int LargestEncoded = 65_536;

    private readonly HashSet<string> exact = new(StringComparer.Ordinal);
    private readonly HashSet<string> anyCase = new(StringComparer.Ordinal);

    private ValueForms()
    {
    }

    /// <summary>Forms that appear exactly so, each once.</summary>
    public IReadOnlyCollection<string> Exact => exact;

    /// <summary>
    /// Forms with hexadecimal digits, each once, with small letters. They can appear with small and with capital letters, even mixed.
    /// </summary>
    public IReadOnlyCollection<string> AnyCase => anyCase;

    /// <summary>Makes all forms of a value.</summary>
    public static ValueForms Of(string value)
    {
        var forms = new ValueForms();
        var trimmed = value.Trim();
        foreach (var text in WithEitherLineBreak(trimmed))
        {
            forms.AddTexts(text);
        }

        forms.AddBytes(trimmed);
        if (trimmed.Length < value.Length)
        {
            forms.AddBytes(value);
        }

        foreach (var line in Lines(trimmed))
        {
            forms.AddTexts(line);
        }

        return forms;
    }

    /// <summary>Adds a form that appears exactly so.</summary>
    /// <returns>Whether it is a new one.</returns>
    public bool Add(string form) => exact.Add(form);

    /// <summary>Adds a form with hexadecimal digits in it.</summary>
    public void AddAnyCase(string form) =>
        anyCase.Add(string.Create(form.Length, form, static (lower, text) => FormWindow.Lower(text, lower)));

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

    private void AddTexts(string text)
    {
        if (!Add(text) || text.Length > LargestEncoded)
        {
            return;
        }

        PercentForms.AddTo(this, text);
        JsonForms.AddTo(this, text);
        ShellForms.AddTo(this, text);
    }

    private void AddBytes(string text)
    {
        if (text.Length > LargestEncoded)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        AddAnyCase(Convert.ToHexStringLower(bytes));
        Base64Forms.AddTo(this, bytes);
    }
}
