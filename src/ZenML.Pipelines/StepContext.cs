using ZenML.Client;
using ZenML.Core.Runs;

namespace ZenML.Pipelines;

/// <summary>What a step gets: a client, its settings, the stack, and a log in which the values that it used are masked.</summary>
public sealed class StepContext
{
    internal StepContext(
        string name,
        PipelineRun run,
        ZenClient client,
        StepAttributes settings,
        StepStack stack,
        TextWriter log,
        CancellationToken cancellationToken)
    {
        Name = name;
        Run = run;
        Client = client;
        Settings = settings;
        Stack = stack;
        Log = log;
        CancellationToken = cancellationToken;
    }

    /// <summary>The name of the step.</summary>
    public string Name { get; }

    /// <summary>The record of the run, as it was when the step started.</summary>
    public PipelineRun Run { get; }

    /// <summary>A client of the store that the pipeline runs on. Values that pass through it are masked in the log.</summary>
    public ZenClient Client { get; }

    /// <summary>The settings of the pipeline, overridden by those of the step. References are resolved at use.</summary>
    public StepAttributes Settings { get; }

    /// <summary>The components of the active stack. References are resolved at use.</summary>
    public StepStack Stack { get; }

    /// <summary>
    /// The step's log. Every value that the run got through <see cref="Client"/>, <see cref="Settings"/> or <see cref="Stack"/> is replaced
    /// with <c>***</c>, and so is each longer line of a value with several lines. What is written to <see cref="Console"/> during the
    /// run is masked in the same way.
    /// </summary>
    public TextWriter Log { get; }

    /// <summary>Cancelled when the run is to end.</summary>
    public CancellationToken CancellationToken { get; }
}
