namespace ZenML.Cli.Commands;

/// <summary>What a <see cref="DeleteCommand"/> is about to do.</summary>
/// <param name="Question">What the person is asked first.</param>
/// <param name="RunAsync">Deletes.</param>
/// <param name="Done">What is said afterwards.</param>
internal sealed record Deletion(string Question, Func<CancellationToken, Task> RunAsync, string Done);
