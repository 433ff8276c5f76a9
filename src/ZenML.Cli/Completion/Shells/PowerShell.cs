namespace ZenML.Cli.Completion.Shells;

/// <summary>PowerShell. It replaces the whole word with what it is given, so words are quoted here.</summary>
internal sealed class PowerShell : Shell
{
    /// <summary>Characters besides letters and digits that mean nothing in a word.</summary>
    private const string Harmless = "_-./:=+\\";

    /// <inheritdoc />
    public override IReadOnlyList<string> Names { get; } = ["powershell", "pwsh"];

    /// <inheritdoc />
    public override ShellSyntax Syntax => ShellSyntax.PowerShell;

    /// <inheritdoc />
    public override string Script =>
        """
        # Completes zenml in PowerShell.
        Register-ArgumentCompleter -Native -CommandName zenml -ScriptBlock {
            param($word, $ast, $position)
            $length = $position - $ast.Extent.StartOffset
            $env:ZENML_COMPLETE_LINE = $ast.Extent.Text.PadRight($length).Substring(0, $length)
            try { $answer = @(zenml __complete powershell 2>$null) } finally { Remove-Item Env:ZENML_COMPLETE_LINE }
            if ($answer.Count -gt 1 -and $answer[0] -eq 'words') {
                foreach ($line in $answer[1..($answer.Count - 1)]) {
                    $text, $shown, $help = $line -split "`t", 3
                    [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $help)
                }
            } elseif ($answer.Count -gt 2 -and $answer[0] -eq 'files') {
                foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($answer[2])) {
                    $text = $answer[1] + $file.CompletionText
                    [System.Management.Automation.CompletionResult]::new($text, $file.ListItemText, $file.ResultType, $file.ToolTip)
                }
            }
        }
        """;

    /// <inheritdoc />
    public override IEnumerable<string> Write(CompletionAnswer answer, TypedWord word, string breaks) => answer switch
    {
        CompletionAnswer.Words words => ["words", .. Fitting(words, word).Select(Line)],
        CompletionAnswer.Files files => ["files", files.Prefix, PathIn(word, files)],

        // PowerShell has no way to complete for another command. Without an answer, it offers files.
        _ => [],
    };

    /// <remarks>Help that is empty would be an error.</remarks>
    private static string Line(Candidate candidate) =>
        string.Join('\t', Quote(candidate.Text), candidate.Text, candidate.Description is { Length: > 0 } help ? help : candidate.Text);

    private static string Quote(string text)
    {
        if (text.All(character => char.IsLetterOrDigit(character) || Harmless.Contains(character, StringComparison.Ordinal)))
        {
            return text;
        }

        var quoted = text;
        foreach (var quote in ShellSyntax.PowerShell.SingleQuotes)
        {
            quoted = quoted.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal);
        }

        return $"'{quoted}'";
    }
}
