using System.Globalization;
using System.Text;

namespace ZenML.Cli.Completion.Shells;

/// <summary>bash, with or without the package bash-completion. It inserts what it is given, so words are quoted here.</summary>
internal sealed class Bash : Shell
{
    /// <summary>Characters that are escaped outside of quotes. Braces are not, so that references stay readable.</summary>
    private const string Special = " \t\\'\"$`&|;<>()*?[]#~!^";

    /// <inheritdoc />
    public override IReadOnlyList<string> Names { get; } = ["bash"];

    /// <inheritdoc />
    public override ShellSyntax Syntax => ShellSyntax.Posix;

    /// <inheritdoc />
    public override string Script =>
        """
        # Completes zenml in bash.
        _zenml() {
            local line answer=()
            COMPREPLY=()
            while IFS= read -r line; do answer+=("$line"); done < <(
                ZENML_COMPLETE_LINE=${COMP_LINE:0:COMP_POINT} ZENML_COMPLETE_BREAKS=$COMP_WORDBREAKS \
                    zenml __complete bash 2>/dev/null)
            case ${answer[0]-} in
                words*)
                    COMPREPLY=("${answer[@]:1}")
                    [[ ${answer[0]} != *nospace* ]] || compopt -o nospace 2>/dev/null
                    [[ ${answer[0]} != *nosort* ]] || compopt -o nosort 2>/dev/null
                    ;;
                files) _zenml_files "${answer[@]:1}" ;;
                command) _zenml_command ;;
            esac
        }
        # Arguments: what comes before the path, how many characters of it bash keeps, what was typed of it, the open quote.
        _zenml_files() {
            local line
            [[ -n $1 ]] || compopt -o filenames 2>/dev/null
            while IFS= read -r line; do
                if [[ -n $1 ]]; then
                    # bash takes the whole word for a path, so it would not find the file and quote the name.
                    [[ ! -d $line ]] || line+=/
                    if [[ -z ${4-} ]]; then printf -v line %q "$line"; elif [[ $line == *[\'\"\`\$\!\\]* ]]; then continue; fi
                fi
                COMPREPLY+=("$1${line:$2}")
            done < <(compgen -f -- "$3")
            [[ -z $1 || ${COMPREPLY[0]-} != */ ]] || compopt -o nospace 2>/dev/null
        }
        _zenml_command() {
            local line offset start=1
            while [[ $start -lt $COMP_CWORD && ${COMP_WORDS[start]} != -- ]]; do start=$((start + 1)); done
            start=$((start + 1))
            for offset in _comp_command_offset _command_offset; do
                if declare -F "$offset" >/dev/null; then "$offset" "$start"; return; fi
            done
            if [[ $COMP_CWORD -gt $start ]]; then
                compopt -o bashdefault -o default 2>/dev/null
            else
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -c -- "${COMP_WORDS[COMP_CWORD]}")
            fi
        }
        complete -F _zenml zenml
        """;

    /// <inheritdoc />
    public override IEnumerable<string> Write(CompletionAnswer answer, TypedWord word, string breaks)
    {
        var start = FindStart(word, breaks);
        switch (answer)
        {
            case CompletionAnswer.Words words:
                var fitting = Fitting(words, word);
                var isOpen = fitting.Count > 0 && fitting.All(candidate => !candidate.IsWhole);
                return
                [
                    $"words{(isOpen ? " nospace" : "")}{(words.KeepsOrder ? " nosort" : "")}",
                    .. fitting.Select(candidate => Quote(candidate.Text, start, word)).OfType<string>(),
                ];
            case CompletionAnswer.Files files:
                var before = files.Prefix.Length > start ? files.Prefix[start..] : "";
                var skipped = Math.Max(0, start - files.Prefix.Length);
                return ["files", before, skipped.ToString(CultureInfo.InvariantCulture), PathIn(word, files), $"{word.Quote}"];
            default:
                return ["command"];
        }
    }

    /// <summary>
    /// Where the part begins that bash replaces: after an open quote, else after the last character that breaks words. An at sign and a
    /// dollar sign that do so belong to that part.
    /// </summary>
    private static int FindStart(TypedWord word, string breaks)
    {
        if (word.Quote is not null)
        {
            return word.QuoteStart;
        }

        for (var place = word.Text.Length; place > 0; place--)
        {
            if (word.Bare[place - 1] && breaks.Contains(word.Text[place - 1], StringComparison.Ordinal))
            {
                return word.Text[place - 1] is '@' or '$' ? place - 1 : place;
            }
        }

        return 0;
    }

    /// <returns>Null if the text cannot be quoted there.</returns>
    private static string? Quote(string text, int start, TypedWord word)
    {
        if (word.Quote == '\'')
        {
            return text[start..].Replace("'", @"'\''", StringComparison.Ordinal);
        }

        if (word.Quote is not null && text.AsSpan(start).Contains('!'))
        {
            // In double quotes, nothing stops an exclamation mark from repeating an earlier command.
            return null;
        }

        var special = word.Quote is not null ? "$`\"\\" : text.Contains('{', StringComparison.Ordinal) ? Special + "," : Special;
        var quoted = new StringBuilder();
        for (var place = start; place < text.Length; place++)
        {
            // Two dots in braces are a sequence.
            var isSequence = word.Quote is null && text[place] == '.' && place > 0 && text[place - 1] == '.'
                && text.Contains('{', StringComparison.Ordinal);
            if (isSequence || special.Contains(text[place], StringComparison.Ordinal))
            {
                quoted.Append('\\');
            }

            quoted.Append(text[place]);
        }

        return quoted.ToString();
    }
}
