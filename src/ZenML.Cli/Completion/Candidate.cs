namespace ZenML.Cli.Completion;

/// <summary>A word that a shell offers.</summary>
/// <param name="Text">The complete word, unquoted.</param>
/// <param name="Description">What it is, in a few words; null for nothing. Never a value.</param>
/// <param name="IsWhole">Whether a space follows the word; false if more belongs to it.</param>
internal sealed record Candidate(string Text, string? Description = null, bool IsWhole = true);
