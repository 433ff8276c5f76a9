namespace ZenML.Cli.Commands;

/// <summary>What a <see cref="DeleteCommand"/> is about to do.</summary>
/// <param name="Question">The question to confirm.</param>
/// <param name="RunAsync">Deletes.</param>
/// <param name="Done">The message afterwards.</param>
internal sealed record Deletion(string Question, Func<CancellationToken, Task> RunAsync, string Done);
