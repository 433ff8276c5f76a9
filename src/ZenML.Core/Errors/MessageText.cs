using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ZenML.Core.Text;

namespace ZenML.Core.Errors;

/// <summary>
/// A message with names, keys or other text in it that somebody else chose. Write it as an interpolated string: what
/// is put in is shown on one line, with hidden characters
/// escaped as <see cref="VisibleText.Escape"/> says, and cut where it is very long. So it can neither add a line to
/// the message nor steer the terminal.
/// </summary>
/// <remarks>Text that was made a message before is put in with the format <c>raw</c>: <c>{lines:raw}</c>.</remarks>
[InterpolatedStringHandler]
public readonly struct MessageText
{
    private const string Raw = "raw";
    private const int LongestInsertion = 8192;

    private readonly StringBuilder text;

    /// <summary>Begins a message. Called by the compiler.</summary>
    public MessageText(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>The message as a text.</summary>
    public static string Of(MessageText message) => message.ToString();

    /// <summary>Adds our own words. Called by the compiler.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>Adds text of somebody else. Called by the compiler.</summary>
    public void AppendFormatted(string? value) => text.Append(VisibleText.Escape(Shorten(value ?? "")));

    /// <summary>Adds text of somebody else, or with the format <c>raw</c> text that is a message already. Called by the compiler.</summary>
    public void AppendFormatted(string? value, string format) =>
        text.Append(format == Raw ? value : throw new FormatException($"A text has no format '{format}'."));

    /// <summary>Adds a number, a time or the like. Called by the compiler.</summary>
    public void AppendFormatted<TValue>(TValue value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>The message as a text.</summary>
    public override string ToString() => text?.ToString() ?? "";

    private static string Shorten(string value) => value.Length <= LongestInsertion ? value : $"{value[..LongestInsertion]}...";
}
