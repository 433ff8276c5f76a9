namespace ZenML.Cli.Commands.General;

/// <summary>
/// Scripts that call <c>zenml [suggest:POSITION] "LINE"</c> for suggestions, so they need no update with new commands.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash =
        """
        _zenml() {
            local IFS=$'\n' name line="${COMP_LINE:0:COMP_POINT}"
            local typed="${line##*[[:space:]]}" breaks="${COMP_WORDBREAKS//[^@:=]/}" before=""
            # bash replaces what follows the last of these, and not the whole word.
            if [[ -n $breaks && $typed == *["$breaks"]* ]]; then before="${typed%"${typed##*["$breaks"]}"}"; fi
            COMPREPLY=()
            while read -r name; do
                if [[ $name == "$typed"* ]]; then COMPREPLY+=("${name#"$before"}"); fi
            done < <(zenml "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
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
                $text = if ($_ -match '^[\w./:-]+$') { $_ } else { "'$_'" }
                [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
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
