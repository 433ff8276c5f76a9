using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using ZenML.Core.Text;

namespace ZenML.Core.Errors;

/// <summary>
/// A message that contains untrusted text, such as names and keys. Write it as an interpolated string: inserted text is
/// put on one line, its hidden characters are escaped as by <see cref="VisibleText.Escape"/>, and it is truncated if
/// it is very long. So it can neither add lines to the message nor control the terminal.
/// </summary>
/// <remarks>Use the format <c>raw</c> to insert text that is a message already: <c>{lines:raw}</c>.</remarks>
[InterpolatedStringHandler]
public readonly struct MessageText
{
    private const string Raw = "raw";
    private const int LongestInsertion = 8192;

    private readonly StringBuilder text;

    /// <summary>Starts a message. Called by the compiler.</summary>
    public MessageText(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Returns the message.</summary>
    public static string Of(MessageText message) => message.ToString();

    /// <summary>Appends trusted text. Called by the compiler.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>Appends untrusted text. Called by the compiler.</summary>
    public void AppendFormatted(string? value) => text.Append(VisibleText.Escape(Shorten(value ?? "")));

    /// <summary>Appends untrusted text, or a message with the format <c>raw</c>. Called by the compiler.</summary>
    public void AppendFormatted(string? value, string format) =>
        text.Append(format == Raw ? value : throw new FormatException($"A string has no format '{format}'."));

    /// <summary>Appends a formatted value. Called by the compiler.</summary>
    public void AppendFormatted<TValue>(TValue value, string? format = null) =>
        AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>Returns the message.</summary>
    public override string ToString() => text?.ToString() ?? "";

    private static string Shorten(string value) => value.Length <= LongestInsertion ? value : $"{value[..LongestInsertion]}...";
}
