namespace ZenML.Cli.Completion.Shells;

/// <summary>fish. It filters and quotes words itself.</summary>
internal sealed class Fish : Shell
{
    /// <inheritdoc />
    public override IReadOnlyList<string> Names { get; } = ["fish"];

    /// <inheritdoc />
    public override ShellSyntax Syntax => ShellSyntax.Fish;

    /// <inheritdoc />
    public override string Script =>
        """
        # Completes zenml in fish.
        function __zenml_complete
            set -l answer (ZENML_COMPLETE_LINE=(commandline -cp | string collect) zenml __complete fish 2>/dev/null)
            set -l kind $answer[1]
            set -e answer[1]
            switch "$kind"
                case words
                    printf '%s\n' $answer
                case files
                    # A command without completions of its own takes files.
                    set -l typed (string escape --no-quoted -- "$answer[2]" | string replace -r '^\\\\~' '~')
                    for path in (complete -C "__zenml_files $typed")
                        printf '%s\n' "$answer[1]$path"
                    end
                case command
                    set -l words (commandline -opc) (commandline -ct)
                    set -l start (contains -i -- -- $words)
                    __fish_complete_subcommand --commandline $words[(math $start + 1)..]
            end
        end
        complete -c zenml -f -k -a '(__zenml_complete)'
        """;

    /// <inheritdoc />
    public override IEnumerable<string> Write(CompletionAnswer answer, TypedWord word, string breaks) => answer switch
    {
        CompletionAnswer.Words { Candidates.Count: 0 } => [],
        CompletionAnswer.Words words => ["words", .. words.Candidates.Select(candidate => $"{candidate.Text}\t{candidate.Description}")],
        CompletionAnswer.Files files => ["files", files.Prefix, PathIn(word, files)],
        CompletionAnswer.Command => ["command"],
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };
}
