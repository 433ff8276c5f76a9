using ZenML.Cli.Input;

namespace ZenML.Cli.Tests;

/// <summary>A person who answers questions in order, or nobody.</summary>
internal sealed class FakeTerminal(params string[] answers) : ITerminal
{
    private readonly Queue<string> waiting = new(answers);
    private int hidings;

    /// <summary>Whether there is somebody.</summary>
    public bool CanAsk { get; init; } = true;

    /// <summary>What was typed while it did not show.</summary>
    public List<string> Hidden { get; } = [];

    public string? ReadLine()
    {
        if (!waiting.TryDequeue(out var answer))
        {
            return null;
        }

        if (hidings > 0)
        {
            Hidden.Add(answer);
        }

        return answer;
    }

    public IDisposable HideTyping()
    {
        hidings++;
        return new Hiding(this);
    }

    private sealed class Hiding(FakeTerminal terminal) : IDisposable
    {
        public void Dispose() => terminal.hidings--;
    }
}
