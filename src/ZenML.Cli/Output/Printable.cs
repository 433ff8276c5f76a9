using ZenML.Core.Text;

namespace ZenML.Cli.Output;

/// <summary>Escapes text for output: see <see cref="VisibleText"/>.</summary>
internal static class Printable
{
    /// <summary>A whole message, with its line breaks.</summary>
    public static string Line(string text) => VisibleText.EscapeMessage(text);

    /// <summary>A name, key or value for one cell of a table or one place in a sentence.</summary>
    public static string Cell(string text) => VisibleText.Escape(text);
}
