using ZenML.Core.Errors;

namespace ZenML.Core.Secrets.Templates;

/// <summary>The texts around a reference in a template.</summary>
public sealed record TemplateDelimiters
{
    private TemplateDelimiters(string open, string close) => (Open, Close) = (open, close);

    /// <summary><c>{{</c> and <c>}}</c>.</summary>
    public static TemplateDelimiters Default { get; } = new("{{", "}}");

    /// <summary>What begins a reference.</summary>
    public string Open { get; }

    /// <summary>What ends a reference.</summary>
    public string Close { get; }

    /// <summary>Reads two delimiters that are separated by one space: <c>&lt;% %&gt;</c>.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.InvalidArgument"/>.</exception>
    public static TemplateDelimiters Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(' ') is [var open, var close] && IsUsable(open) && IsUsable(close)
            ? new TemplateDelimiters(open, close)
            : throw new ZenException(
                ErrorCode.InvalidArgument,
                "--delimiters takes two texts with one space between them, such as '<% %>'. Each needs at least two characters other "
                    + "than letters, digits, dots, quotation marks and white space.");
    }

    /// <remarks>A delimiter of one character, or one that can be part of a name, would be found everywhere.</remarks>
    private static bool IsUsable(string text) => text.Length > 1
        && !text.Any(character => char.IsLetterOrDigit(character) || char.IsWhiteSpace(character) || character is '.' or '"');
}
