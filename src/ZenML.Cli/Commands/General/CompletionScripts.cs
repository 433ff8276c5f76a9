namespace ZenML.Cli.Commands.General;

/// <summary>Scripts that ask the executable itself what can come next: <c>zenml [suggest:POSITION] "LINE"</c>. They never need a new version.</summary>
internal static class CompletionScripts
{
    private const string Bash =
        """
        _zenml() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(zenml "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _zenml zenml
        """;

    private const string Zsh =
        """
        #compdef zenml
        _zenml() {
            local -a found
            found=("${(@f)$(zenml "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found || _files
        }
        if [ "$funcstack[1]" = "_zenml" ]; then _zenml "$@"; else compdef _zenml zenml; fi
        """;

    private const string Fish =
        """
        function __zenml_complete
            set -l line (commandline -cp)
            zenml "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c zenml -f -a '(__zenml_complete)'
        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName zenml -ScriptBlock {
            param($word, $line, $position)
            zenml "[suggest:$position]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    /// <summary>The script for a shell.</summary>
    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };
}
