namespace ZenML.Cli.Commands;

/// <summary>What a <see cref="DeleteCommand"/> is about to do.</summary>
/// <param name="Question">The question to confirm.</param>
/// <param name="RunAsync">Deletes.</param>
/// <param name="Done">Makes the message afterwards.</param>
internal sealed record Deletion(string Question, Func<CancellationToken, Task> RunAsync, Func<string> Done)
{
    /// <summary>A deletion whose message is known before.</summary>
    public Deletion(string question, Func<CancellationToken, Task> runAsync, string done)
        : this(question, runAsync, () => done)
    {
    }
}
