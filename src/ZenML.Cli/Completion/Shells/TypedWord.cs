namespace ZenML.Cli.Completion.Shells;

/// <summary>The word at the cursor, as far as it is typed.</summary>
/// <param name="Text">The word without its quotes.</param>
/// <param name="Quote">The quote that is open at the cursor; null if none is.</param>
/// <param name="QuoteStart">Where the text in the open quote begins in <paramref name="Text"/>.</param>
/// <param name="Bare">For each character of the text whether it is neither quoted nor escaped.</param>
internal sealed record TypedWord(string Text, char? Quote, int QuoteStart, IReadOnlyList<bool> Bare)
{
    /// <summary>No word has been started.</summary>
    public static TypedWord None { get; } = new("", null, 0, []);
}
