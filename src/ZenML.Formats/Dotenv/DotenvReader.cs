using System.Buffers;
using System.Text;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Text;
using ZenML.Formats.Text;

namespace ZenML.Formats.Dotenv;

/// <summary>Reads a dotenv file once, from its start to its end, in linear time.</summary>
/// <param name="text">The file, with LF as its only line break.</param>
internal sealed class DotenvReader(string text)
{
    private const int MaximumWarnings = 50;

    private const string Export = "export";

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly List<string> warnings = [];
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private int omittedWarnings;
    private int position;
    private int line = 1;
    private int lineStart;

    /// <summary>What was read differently than some other program does.</summary>
    public IReadOnlyList<string> Warnings => omittedWarnings == 0
        ? warnings
        : [.. warnings, $"... and {Number.Of(omittedWarnings, "more warning")}."];

    /// <summary>The line in which each key was read last.</summary>
    public IReadOnlyDictionary<string, int> Lines => lines;

    private char Current => position < text.Length ? text[position] : '\n';

    private bool IsAtEnd => position >= text.Length;

    /// <summary>Reads all keys and values.</summary>
    public SecretValues ReadAll()
    {
        var values = new SecretValues();
        var count = 0;
        while (SkipToEntry())
        {
            if (++count > DocumentText.MaximumValues)
            {
                throw DocumentText.TooManyValues();
            }

            var start = line;
            var key = ReadKey();
            values[key] = new SensitiveString(ReadValue(key));
            if (lines.TryGetValue(key, out var first))
            {
                Warn($"The key {DocumentText.Quote(key):raw} appears twice, in lines {first} and {start}. The last value is used.");
            }

            lines[key] = start;
        }

        return values;
    }

    private bool SkipToEntry()
    {
        while (!IsAtEnd)
        {
            if (Current == '#')
            {
                SkipToLineEnd();
            }
            else if (char.IsWhiteSpace(Current))
            {
                Advance();
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private string ReadKey()
    {
        var start = Place();
        if (text.AsSpan(position).StartsWith(Export) && position + Export.Length < text.Length && IsBlank(text[position + Export.Length]))
        {
            position += Export.Length;
            SkipBlanks();
        }

        var length = text.AsSpan(position).IndexOfAnyExcept(KeyCharacters);
        var key = length < 0 ? text[position..] : text.Substring(position, length);
        position += key.Length;
        SkipBlanks();
        if (key.Length == 0 || IsAtEnd || Current != '=')
        {
            throw DocumentText.Error(
                $"The dotenv file is not valid ({start}): the line must be KEY=VALUE. A key can have ASCII letters, digits, underscores, "
                + $"dots and hyphens.");
        }

        position++;
        return key;
    }

    private string ReadValue(string key)
    {
        var hasBlank = SkipBlanks();
        return Current switch
        {
            '\'' or '"' => ReadQuoted(key),
            '#' when hasBlank => throw DocumentText.Error(
                $"The dotenv file is not valid ({Place()}): programs differ in whether this # begins a comment. Put the value of the key "
                + $"{DocumentText.Quote(key):raw} in quotes, or write '' for an empty one."),
            _ => ReadUnquoted(key),
        };
    }

    private string ReadUnquoted(string key)
    {
        var start = position;
        SkipToLineEnd();
        var value = text.AsSpan(start, position - start);
        for (var index = 1; index < value.Length; index++)
        {
            if (value[index] == '#' && char.IsWhiteSpace(value[index - 1]))
            {
                value = value[..index];
                break;
            }
        }

        value = value.TrimEnd();
        if (value.Contains('#'))
        {
            Warn(key, "has a # that is read as part of it. Node's dotenv begins a comment there. To be sure, put the value in quotes.");
        }

        if (value.StartsWith('`'))
        {
            Warn(key, "begins with a backquote, which is read as part of it. Node's dotenv reads a quoted value.");
        }

        WarnOfVariables(key, value, isLiteral: false);
        return value.ToString();
    }

    private string ReadQuoted(string key)
    {
        var quote = Current;
        var (start, startLine) = (Place(), line);
        var value = new StringBuilder();
        var differs = false;
        Advance();
        for (; ; Advance())
        {
            if (IsAtEnd)
            {
                throw DocumentText.Error(
                    $"The dotenv file is not valid ({start}): the quote that begins the value of the key {DocumentText.Quote(key):raw} is "
                    + $"never closed.");
            }

            if (Current == quote)
            {
                break;
            }

            if (Current == '\\' && position + 1 < text.Length)
            {
                Advance();
                value.Append(DotenvEscape.Decode(quote, Current, ref differs));
            }
            else
            {
                value.Append(Current);
            }
        }

        Advance();
        EnsureLineEnds(key, startLine);
        if (differs)
        {
            Warn(key, startLine, "has an escape that programs read differently. It is read as most of them do.");
        }

        var read = value.ToString();
        WarnOfVariables(key, read, isLiteral: quote == '\'', startLine);
        return read;
    }

    private void EnsureLineEnds(string key, int startLine)
    {
        SkipBlanks();
        if (Current == '#')
        {
            SkipToLineEnd();
        }
        else if (Current != '\n')
        {
            throw DocumentText.Error(
                $"The dotenv file is not valid ({Place()}): text follows the closing quote of the key {DocumentText.Quote(key):raw}, whose "
                + $"value begins in line {startLine}.");
        }
    }

    private void WarnOfVariables(string key, ReadOnlySpan<char> value, bool isLiteral, int? startLine = null)
    {
        for (var rest = value; rest.IndexOf('$') is >= 0 and var dollar; rest = rest[(dollar + 1)..])
        {
            var next = dollar + 1 < rest.Length ? rest[dollar + 1] : ' ';
            if (next == '{' || (!isLiteral && (char.IsAsciiLetter(next) || next is '_' or '$')))
            {
                Warn(key, startLine ?? line, "has a $ that some programs replace by a variable. It is kept as written.");
                return;
            }
        }
    }

    private void Warn(string key, string what) => Warn(key, line, what);

    private void Warn(string key, int at, string what) => Warn($"The value of {DocumentText.Quote(key):raw} (line {at}) {what:raw}");

    private void Warn(MessageText warning)
    {
        if (warnings.Count < MaximumWarnings)
        {
            warnings.Add(warning.ToString());
        }
        else
        {
            omittedWarnings++;
        }
    }

    private bool SkipBlanks()
    {
        var start = position;
        while (!IsAtEnd && IsBlank(Current))
        {
            position++;
        }

        return position > start;
    }

    private void SkipToLineEnd()
    {
        var length = text.AsSpan(position).IndexOf('\n');
        var end = length < 0 ? text.Length : position + length;
        if (text.AsSpan(position, end - position).ContainsAny('\u2028', '\u2029'))
        {
            Warn($"Line {line} has a Unicode line separator, which does not end it. For node's dotenv it does.");
        }

        position = end;
    }

    private void Advance()
    {
        if (Current == '\n')
        {
            (line, lineStart) = (line + 1, position + 1);
        }

        position++;
    }

    private string Place() => DocumentText.Place(line, position - lineStart + 1);

    private static bool IsBlank(char character) => character != '\n' && char.IsWhiteSpace(character);
}
