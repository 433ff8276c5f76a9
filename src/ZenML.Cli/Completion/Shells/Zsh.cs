using System.Globalization;

namespace ZenML.Cli.Completion.Shells;

/// <summary>zsh. It filters and quotes words itself.</summary>
internal sealed class Zsh : Shell
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names { get; } = ["zsh"];

    /// <inheritdoc />
    public override ShellSyntax Syntax => ShellSyntax.Posix;

    /// <inheritdoc />
    public override string Script =>
        """
        #compdef zenml
        # Completes zenml in zsh.
        _zenml() {
            local line kind
            local -a answer whole open bare
            answer=("${(@f)$(ZENML_COMPLETE_LINE="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" zenml __complete zsh 2>/dev/null)}")
            kind=$answer[1]
            shift answer
            case $kind in
                (words*)
                    for line in "${(@)answer}"; do
                        case $line in
                            (' '*) whole+=("${line# }") ;;
                            ('='*) open+=("${line#=}") ;;
                            ('-'*) bare+=("${line#-}") ;;
                        esac
                    done
                    (( $#whole )) && _describe -V zenml whole
                    (( $#open )) && _describe -V zenml open -S ''
                    (( $#bare )) && compadd -a bare
                    ;;
                (files) compset -p $answer[1]; _files ;;
                (command)
                    shift $answer[1] words
                    (( CURRENT -= $answer[1] ))
                    _normal
                    ;;
            esac
        }
        if [[ $funcstack[1] == _zenml ]]; then _zenml "$@"; else compdef _zenml zenml; fi
        """;

    /// <inheritdoc />
    public override IEnumerable<string> Write(CompletionAnswer answer, TypedWord word, string breaks) => answer switch
    {
        CompletionAnswer.Words words => ["words", .. words.Candidates.Select(Line)],
        CompletionAnswer.Files files => ["files", files.Prefix.Length.ToString(CultureInfo.InvariantCulture)],
        CompletionAnswer.Command command => ["command", (command.Start + 1).ToString(CultureInfo.InvariantCulture)],
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    /// <remarks>
    /// The first character says what follows: a word and its description, such a word after which nothing comes, or only a word. A
    /// backslash cannot be written in the first two.
    /// </remarks>
    private static string Line(Candidate candidate)
    {
        if (candidate.Text.Contains('\\', StringComparison.Ordinal))
        {
            return $"-{candidate.Text}";
        }

        var text = candidate.Text.Replace(":", "\\:", StringComparison.Ordinal);
        return $"{(candidate.IsWhole ? ' ' : '=')}{(candidate.Description is { } description ? $"{text}:{description}" : text)}";
    }
}
