namespace ZenML.Cli.Completion.Shells;

/// <summary>A command line up to the cursor.</summary>
/// <param name="Words">The complete words after <c>zenml</c>, without quotes and redirections.</param>
/// <param name="Current">The word at the cursor.</param>
/// <param name="IsRedirection">Whether that word is the file of a redirection.</param>
/// <param name="IsOfCommand">Whether the command itself is complete, so that there is something to complete for it.</param>
internal sealed record ShellLine(IReadOnlyList<string> Words, TypedWord Current, bool IsRedirection, bool IsOfCommand);
