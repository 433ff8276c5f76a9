namespace ZenML.Cli.Completion.Shells;

/// <summary>A shell: how it reads a command line, and what its script understands.</summary>
internal abstract class Shell
{
    /// <summary>All shells. PowerShell has two names.</summary>
    public static IReadOnlyList<Shell> All { get; } = [new Bash(), new Zsh(), new Fish(), new PowerShell()];

    /// <summary>The names, the name of its program last.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The script that a user loads.</summary>
    public abstract string Script { get; }

    /// <summary>How it quotes.</summary>
    public abstract ShellSyntax Syntax { get; }

    /// <summary>Finds a shell by a name.</summary>
    public static Shell? Find(string name) => All.FirstOrDefault(shell => shell.Names.Contains(name, StringComparer.Ordinal));

    /// <summary>Writes an answer, in lines for its script. The first line says what the others are.</summary>
    /// <param name="answer">What the word can become.</param>
    /// <param name="word">The word at the cursor.</param>
    /// <param name="breaks">The characters at which the shell breaks words, if it has such a list.</param>
    public abstract IEnumerable<string> Write(CompletionAnswer answer, TypedWord word, string breaks);

    /// <summary>What was typed of a path.</summary>
    protected static string PathIn(TypedWord word, CompletionAnswer.Files files) =>
        word.Text[Math.Min(files.Prefix.Length, word.Text.Length)..];

    /// <summary>The words that begin with what was typed, for shells that do not filter themselves.</summary>
    protected static IReadOnlyList<Candidate> Fitting(CompletionAnswer.Words words, TypedWord word) =>
        [.. words.Candidates.Where(candidate => candidate.Text.StartsWith(word.Text, StringComparison.Ordinal))];
}
