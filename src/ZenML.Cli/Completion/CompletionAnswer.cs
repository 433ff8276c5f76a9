namespace ZenML.Cli.Completion;

/// <summary>What a shell does to complete a word.</summary>
internal abstract record CompletionAnswer
{
    private CompletionAnswer()
    {
    }

    /// <summary>Nothing can be completed.</summary>
    public static CompletionAnswer None { get; } = new Words([]);

    /// <summary>Offer words.</summary>
    /// <param name="Candidates">The words. Not all of them begin with what was typed.</param>
    /// <param name="KeepsOrder">Whether their order means something, as of versions.</param>
    public sealed record Words(IReadOnlyList<Candidate> Candidates, bool KeepsOrder = false) : CompletionAnswer;

    /// <summary>Offer paths of files.</summary>
    /// <param name="Prefix">The beginning of the typed word that is no part of the path, unquoted: <c>--values=@</c>.</param>
    public sealed record Files(string Prefix) : CompletionAnswer;

    /// <summary>Complete the command line of another program.</summary>
    /// <param name="Start">The position of its first word after <c>zenml</c>, from 0.</param>
    public sealed record Command(int Start) : CompletionAnswer;

    /// <summary>The same answer for a word that begins with a prefix, which the answer does not have: <c>--scope=</c>.</summary>
    public CompletionAnswer After(string prefix) => this switch
    {
        _ when prefix.Length == 0 => this,
        Words words => words with
        {
            Candidates = [.. words.Candidates.Select(candidate => candidate with { Text = prefix + candidate.Text })],
        },
        Files files => new Files(prefix + files.Prefix),
        _ => this,
    };
}
