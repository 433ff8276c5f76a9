using System.Text;

namespace ZenML.Cli.Completion.Shells;

/// <summary>
/// Splits a command line that is not finished into words, as a shell would. Expands nothing: what a variable or a command stands for
/// is not known.
/// </summary>
internal sealed class ShellLineReader
{
    private readonly ShellSyntax syntax;
    private readonly string line;
    private readonly List<string> words = [];
    private readonly StringBuilder text = new();
    private readonly List<bool> bare = [];
    private bool isWord;
    private bool isRedirection;
    private char? quote;
    private int quoteStart;
    private int position;

    private ShellLineReader(ShellSyntax syntax, string line) => (this.syntax, this.line) = (syntax, line);

    /// <summary>Reads a line.</summary>
    public static ShellLine Read(ShellSyntax syntax, string line) => new ShellLineReader(syntax, line).Read();

    private ShellLine Read()
    {
        while (position < line.Length)
        {
            if (quote is { } open)
            {
                ReadQuoted(open, line[position++]);
            }
            else
            {
                ReadBare(line[position++]);
            }
        }

        var before = words.TakeWhile(IsBeforeCommand).Count();
        return new ShellLine(
            [.. words.Skip(before + 1)],
            isWord ? new TypedWord(text.ToString(), quote, quoteStart, [.. bare]) : TypedWord.None,
            isRedirection,
            words.Count > before);
    }

    private void ReadBare(char character)
    {
        if (char.IsWhiteSpace(character) && character != '\n')
        {
            EndWord();
        }
        else if (character == syntax.Escape)
        {
            isWord = true;
            if (position < line.Length && line[position++] is not '\n' and var escaped)
            {
                Add(escaped, isBare: false);
            }
        }
        else if (syntax.SingleQuotes.Contains(character, StringComparison.Ordinal)
            || syntax.DoubleQuotes.Contains(character, StringComparison.Ordinal))
        {
            isWord = true;
            (quote, quoteStart) = (character, text.Length);
        }
        else if (character is '<' or '>')
        {
            ReadRedirection();
        }
        else if (character is ';' or '|' or '&' or '\n' or ')' or '(' or '`')
        {
            StartCommand(character);
        }
        else
        {
            Add(character, isBare: true);
        }
    }

    private void ReadQuoted(char open, char character)
    {
        var isSingle = syntax.SingleQuotes.Contains(open, StringComparison.Ordinal);
        var closing = isSingle ? syntax.SingleQuotes : syntax.DoubleQuotes;
        var next = position < line.Length ? line[position] : '\0';
        if (closing.Contains(character, StringComparison.Ordinal))
        {
            if (syntax.DoublesQuotes && closing.Contains(next, StringComparison.Ordinal) && position < line.Length)
            {
                Add(line[position++], isBare: false);
            }
            else
            {
                quote = null;
            }
        }
        else if (character == syntax.Escape && position < line.Length
            && (isSingle ? syntax.EscapedInSingleQuotes : syntax.EscapedInDoubleQuotes)?.Contains(next, StringComparison.Ordinal) != false)
        {
            Add(line[position++], isBare: false);
        }
        else
        {
            Add(character, isBare: false);
        }
    }

    private void Add(char character, bool isBare)
    {
        isWord = true;
        text.Append(character);
        bare.Add(isBare);
    }

    private void EndWord()
    {
        if (isWord && !isRedirection)
        {
            words.Add(text.ToString());
        }

        isRedirection &= !isWord;
        isWord = false;
        text.Clear();
        bare.Clear();
    }

    /// <remarks>A number directly before it is that of a stream.</remarks>
    private void ReadRedirection()
    {
        if (isWord && bare.TrueForAll(isBare => isBare) && text.ToString().All(char.IsAsciiDigit))
        {
            isWord = false;
            text.Clear();
            bare.Clear();
        }

        EndWord();
        while (position < line.Length && line[position] is '<' or '>' or '&' or '|')
        {
            position++;
        }

        isRedirection = true;
    }

    /// <remarks>
    /// A command in the line, such as <c>$(date)</c>, is part of a word if it is finished; else the cursor is in it.
    /// </remarks>
    private void StartCommand(char character)
    {
        var end = character switch
        {
            '(' => FindEnd(),
            '`' => line.IndexOf('`', position),
            _ => -1,
        };
        if (end >= 0)
        {
            for (Add(character, isBare: false); position <= end; position++)
            {
                Add(line[position], isBare: false);
            }

            return;
        }

        EndWord();
        words.Clear();
        isRedirection = false;
    }

    private int FindEnd()
    {
        var depth = 1;
        for (var place = position; place < line.Length; place++)
        {
            depth += line[place] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Variables for the command, and commands that run it.</summary>
    private static bool IsBeforeCommand(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return word is "command" or "exec" or "time" or "not" or "and" or "or" or "noglob" or "nocorrect" or "env" or "sudo" or "doas"
            || (equals > 0 && word.Take(equals).All(character => char.IsAsciiLetterOrDigit(character) || character == '_'));
    }
}
