using System.Text;
using ZenML.Core.Secrets.References;

namespace ZenML.Core.Secrets.Templates;

/// <summary>
/// A text with references anywhere in it: <c>postgres://app:{{db.password}}@host</c>. Inside the delimiters, white space is allowed
/// around a reference as in <see cref="SecretReference"/>. A text in quotation marks there stands for itself, so <c>{{"{{"}}</c> is a
/// literal <c>{{</c>. Everything else between delimiters is a mistake, so that a misspelled reference is never left in the result.
/// </summary>
public sealed class SecretTemplate
{
    /// <summary>More characters than the longest name and key have.</summary>
    private const int LongestReference = 4096;

    private SecretTemplate(IReadOnlyList<TemplatePart> parts, IReadOnlyList<TemplatePlace> mistakes) =>
        (Parts, Mistakes) = (parts, mistakes);

    /// <summary>The pieces in order.</summary>
    public IReadOnlyList<TemplatePart> Parts { get; }

    /// <summary>Where an opening delimiter begins neither a reference nor a quoted text.</summary>
    public IReadOnlyList<TemplatePlace> Mistakes { get; }

    /// <summary>The references, in order, with repetitions.</summary>
    public IEnumerable<TemplatePart> References => Parts.Where(part => part.Reference is not null);

    /// <summary>Whether the template is more than literal text.</summary>
    public bool HasReferences => References.Any();

    /// <summary>Reads a template. Any text can be read; see <see cref="Mistakes"/>.</summary>
    /// <param name="text">The template.</param>
    /// <param name="delimiters">What is around references; <c>{{</c> and <c>}}</c> by default.</param>
    public static SecretTemplate Parse(string text, TemplateDelimiters? delimiters = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        delimiters ??= TemplateDelimiters.Default;
        var parts = new List<TemplatePart>();
        var mistakes = new List<TemplatePlace>();
        var position = 0;
        var place = new TemplatePlace(1, 1);
        while (position < text.Length)
        {
            var open = text.IndexOf(delimiters.Open, position, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            if (end > position)
            {
                parts.Add(new TemplatePart(text[position..end], null, place));
                place = Advance(place, text.AsSpan(position, end - position));
            }

            if (open < 0)
            {
                break;
            }

            var (next, part) = ReadDelimited(text, open, delimiters, place);
            if (part is null)
            {
                mistakes.Add(place);
            }
            else
            {
                parts.Add(part);
            }

            place = Advance(place, text.AsSpan(open, next - open));
            position = next;
        }

        return new SecretTemplate(parts, mistakes);
    }

    /// <summary>Returns the text with every reference replaced. Values are not searched for references.</summary>
    /// <param name="resolve">Returns the value of a reference.</param>
    /// <exception cref="InvalidOperationException">The template has mistakes.</exception>
    public string Render(Func<SecretReference, string> resolve)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        if (Mistakes.Count > 0)
        {
            throw new InvalidOperationException("A template with mistakes cannot be rendered.");
        }

        var result = new StringBuilder();
        foreach (var part in Parts)
        {
            result.Append(part.Text ?? resolve(part.Reference!));
        }

        return result.ToString();
    }

    /// <summary>Reads what begins with an opening delimiter.</summary>
    /// <returns>The position behind it, and the piece; after a mistake, the position behind the opening delimiter alone.</returns>
    private static (int Next, TemplatePart? Part) ReadDelimited(
        string text, int open, TemplateDelimiters delimiters, TemplatePlace place)
    {
        var start = open + delimiters.Open.Length;
        if (ReadQuoted(text, start, delimiters) is (var next, var quoted))
        {
            return (next, new TemplatePart(quoted, null, place));
        }

        var close = FindClose(text, start, delimiters.Close);

        // {{ .Values.name }} is a reference to a secret without a name elsewhere, and surely another template language here.
        return close >= 0 && SecretReference.TryParse($"{{{{{text[start..close]}}}}}", out var reference) && reference.Name.Length > 0
            ? (close + delimiters.Close.Length, new TemplatePart(null, reference, place))
            : (start, null);
    }

    /// <remarks>A reference is on one line, so an opening delimiter without an end does not search the whole text.</remarks>
    private static int FindClose(string text, int start, string close)
    {
        var line = text.AsSpan(start, Math.Min(LongestReference, text.Length - start));
        var length = line.IndexOfAny('\n', '\r');
        var found = (length < 0 ? line : line[..length]).IndexOf(close, StringComparison.Ordinal);
        return found < 0 ? -1 : start + found;
    }

    private static (int Next, string Text)? ReadQuoted(string text, int start, TemplateDelimiters delimiters)
    {
        var quote = SkipBlanks(text, start);
        if (quote >= text.Length || text[quote] != '"')
        {
            return null;
        }

        var length = text.AsSpan(quote + 1).IndexOfAny('"', '\n', '\r');
        var end = quote + 1 + length;
        if (length < 0 || text[end] != '"')
        {
            return null;
        }

        var close = SkipBlanks(text, end + 1);
        return string.CompareOrdinal(text, close, delimiters.Close, 0, delimiters.Close.Length) == 0
            ? (close + delimiters.Close.Length, text[(quote + 1)..end])
            : null;
    }

    private static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && text[position] is (' ' or '\t'))
        {
            position++;
        }

        return position;
    }

    private static TemplatePlace Advance(TemplatePlace place, ReadOnlySpan<char> text)
    {
        var (line, column) = place;
        foreach (var character in text)
        {
            if (character == '\n')
            {
                (line, column) = (line + 1, 1);
            }
            else if (!char.IsLowSurrogate(character))
            {
                column++;
            }
        }

        return new TemplatePlace(line, column);
    }
}
