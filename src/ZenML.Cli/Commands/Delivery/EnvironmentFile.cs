using System.Text;
using ZenML.Core.Errors;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>
/// Reads a file of variables, as docker compose and the dotenv libraries do: <c>NAME=value</c> lines, comments with <c>#</c>, an optional
/// <c>export</c>, text in single quotes as it is, text in double quotes with <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\"</c>, <c>\\</c> and
/// <c>\$</c>. Quoted text can have several lines. <c>${NAME}</c> is kept as it is.
/// </summary>
internal sealed class EnvironmentFile
{
    private const string Export = "export ";

    private readonly string text;
    private readonly List<string> mistakes = [];
    private readonly List<EnvironmentLine> lines = [];
    private int position;
    private int line = 1;

    private EnvironmentFile(string text) => this.text = text.TrimStart('\ufeff');

    /// <summary>Reads all variables.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="ZenException">Some lines are not variables. The message has their numbers and never their text.</exception>
    public static IReadOnlyList<EnvironmentLine> Read(string text, string file)
    {
        var reader = new EnvironmentFile(text);
        while (reader.position < reader.text.Length)
        {
            reader.ReadLine();
        }

        return reader.mistakes.Count == 0
            ? reader.lines
            : throw new ZenException(ErrorCode.InvalidArgument, string.Join(
                Environment.NewLine, [MessageText.Of($"Cannot read the variables in '{file}':"), .. reader.mistakes]));
    }

    private void ReadLine()
    {
        var start = line;
        SkipBlanks();
        if (AtEndOfLine || text[position] == '#')
        {
            SkipLine();
            return;
        }

        if (string.CompareOrdinal(text, position, Export, 0, Export.Length) == 0)
        {
            position += Export.Length;
            SkipBlanks();
        }

        var nameStart = position;
        while (!AtEndOfLine && text[position] != '=')
        {
            position++;
        }

        var name = text[nameStart..position].TrimEnd(' ', '\t');
        if (AtEndOfLine || !VariableName.IsValid(name))
        {
            mistakes.Add(MessageText.Of($"  line {start}: write NAME=value, with letters, digits and underscores in the name"));
            SkipLine();
            return;
        }

        position++;
        SkipBlanks();
        if (ReadValue() is { } value)
        {
            lines.Add(new EnvironmentLine(name, value, start));
        }
        else
        {
            mistakes.Add(MessageText.Of($"  line {start}: the quotation mark is not closed, or text follows it"));
        }

        SkipLine();
    }

    private string? ReadValue()
    {
        if (AtEndOfLine || text[position] is not ('"' or '\''))
        {
            return ReadWord();
        }

        var quote = text[position++];
        var value = new StringBuilder();
        while (position < text.Length && text[position] != quote)
        {
            var character = text[position++];
            line += character == '\n' ? 1 : 0;
            if (character == '\\' && quote == '"' && position < text.Length && Unescape(text[position]) is { } plain)
            {
                position++;
                character = plain;
            }

            value.Append(character);
        }

        if (position == text.Length)
        {
            return null;
        }

        position++;
        SkipBlanks();
        return AtEndOfLine || text[position] == '#' ? value.ToString() : null;
    }

    /// <remarks>A comment begins after a blank only, so that a password can contain the sign.</remarks>
    private string ReadWord()
    {
        var start = position;
        while (!AtEndOfLine && (text[position] != '#' || text[position - 1] is not (' ' or '\t')))
        {
            position++;
        }

        return text[start..position].Trim(' ', '\t', '\r');
    }

    private static char? Unescape(char character) => character switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' or '\\' or '$' => character,
        _ => null,
    };

    private bool AtEndOfLine => position >= text.Length || text[position] is '\n'
        || (text[position] == '\r' && (position + 1 >= text.Length || text[position + 1] == '\n'));

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] is (' ' or '\t'))
        {
            position++;
        }
    }

    private void SkipLine()
    {
        while (position < text.Length && text[position++] != '\n')
        {
        }

        line++;
    }
}
