using ZenML.Cli.Input;

namespace ZenML.Cli.Tests;

/// <summary>A user who answers prompts in order, or a process without a terminal.</summary>
internal sealed class FakeTerminal(params string[] answers) : ITerminal
{
    private readonly Queue<string> waiting = new(answers);
    private int hidings;

    /// <summary>Whether there is a user.</summary>
    public bool CanAsk { get; init; } = true;

    /// <summary>The text typed while echo was off.</summary>
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
