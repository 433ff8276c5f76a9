using ZenML.Platform.Processes;

namespace ZenML.Cli.Tests;

/// <summary>Records the programs that commands start, in their place.</summary>
internal sealed class FakePrograms
{
    private readonly TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The programs, in the order of their starts.</summary>
    public List<(ChildCommand Command, Func<IOutputFilter>? Filter)> Started { get; } = [];

    /// <summary>Which of them share the standard streams of this process, by their number.</summary>
    public HashSet<int> Direct { get; } = [];

    /// <summary>The exit code of the next program; null if it runs until it is asked to stop.</summary>
    public int? ExitCode { get; set; } = 0;

    /// <summary>Completes when a program was started again.</summary>
    public Task Restarted => second.Task;

    /// <summary>The environment of the latest program.</summary>
    public IReadOnlyDictionary<string, string> Environment => Started[^1].Command.Environment.ToDictionary(StringComparer.Ordinal);

    /// <summary>Starts one.</summary>
    public IProgramRun Start(ChildCommand command, Func<IOutputFilter>? filter)
    {
        Started.Add((command, filter));
        var run = new FakeRun(ExitCode);
        if (Started.Count == 2)
        {
            second.SetResult();
        }

        return run;
    }

    /// <summary>Starts one that shares the standard streams of this process.</summary>
    public IProgramRun StartDirectly(ChildCommand command)
    {
        Direct.Add(Started.Count);
        return Start(command, filter: null);
    }

    private sealed class FakeRun : IProgramRun
    {
        private readonly TaskCompletionSource<int> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public FakeRun(int? exitCode)
        {
            if (exitCode is { } code)
            {
                completion.SetResult(code);
            }
        }

        public Task<int> Completion => completion.Task;

        public void RequestStop() => completion.TrySetResult(143);

        public void ForceStop() => completion.TrySetResult(137);

        public void Dispose()
        {
        }
    }
}
