namespace ZenML.Cli.Completion;

/// <summary>A word to complete.</summary>
/// <param name="Typed">The command line before it.</param>
/// <param name="Word">The word up to the cursor, without <c>--option=</c> before it.</param>
/// <param name="Attribute">The name of the attribute whose value it is; null if it is none.</param>
/// <param name="Store">The store.</param>
internal sealed record CompletionRequest(TypedCommand Typed, string Word, string? Attribute, CompletionStore Store)
{
    /// <summary>The same request for sources that look into the store.</summary>
    public StoreRequest OfStore() => new(Store.Client, Typed, Word);
}
