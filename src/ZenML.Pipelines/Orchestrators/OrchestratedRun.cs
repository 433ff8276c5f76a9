using System.Globalization;
using ZenML.Client;
using ZenML.Client.Masking;
using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Stacks;

namespace ZenML.Pipelines.Orchestrators;

/// <summary>One run of a pipeline, as an orchestrator sees it. Each step is recorded when it starts and when it ends.</summary>
public sealed class OrchestratedRun
{
    private readonly ZenClient client;
    private readonly IPipelineRunsService records;
    private readonly Pipeline pipeline;
    private readonly IReadOnlyList<PipelineStep> steps;
    private readonly MaskingScope masking;
    private readonly StepStack stepStack;
    private readonly HashSet<string> completed = new(StringComparer.Ordinal);
    private bool isFailureRecorded;

    internal OrchestratedRun(
        ZenClient client,
        IPipelineRunsService records,
        Pipeline pipeline,
        IReadOnlyList<PipelineStep> steps,
        Stack stack,
        PipelineRun record,
        MaskingScope masking)
    {
        this.client = client;
        this.records = records;
        this.pipeline = pipeline;
        this.steps = steps;
        this.masking = masking;
        Stack = stack;
        Record = record;
        stepStack = new(stack.Name, [.. stack.Components.Select(component => new StepComponent(component, client.Runtime, masking))]);
    }

    /// <summary>The name of the pipeline.</summary>
    public string Pipeline => pipeline.Name;

    /// <summary>The names of the steps, in order.</summary>
    public IEnumerable<string> Steps => steps.Select(step => step.Name);

    /// <summary>The stack that the pipeline runs on.</summary>
    public Stack Stack { get; }

    /// <summary>The record of the run, as it was when the latest step started or ended.</summary>
    public PipelineRun Record { get; private set; }

    /// <summary>The log of the run, in which values are masked.</summary>
    public TextWriter Log => masking.Log;

    /// <summary>Runs a step in this process and records it.</summary>
    /// <param name="name">The name of the step.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end.</param>
    /// <exception cref="ArgumentException">The pipeline has no such step.</exception>
    /// <exception cref="ZenException"><see cref="ErrorCode.StepFailed"/>: the step threw; the run is recorded as failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunStepAsync(string name, CancellationToken cancellationToken)
    {
        var step = steps.FirstOrDefault(step => step.Name == name)
            ?? throw new ArgumentException("The pipeline has no step with this name.", nameof(name));
        if (cancellationToken.IsCancellationRequested)
        {
            masking.WriteOwnLine($"Run '{Record.Name}' was cancelled.");
            throw new OperationCanceledException(cancellationToken);
        }

        Record = await records.StartStepAsync(Record.Id, step.Name, cancellationToken);
        var started = client.Runtime.Clock.GetTimestamp();
        masking.WriteOwnLine($"Step '{step.Name}' has started.");
        try
        {
            await step.RunAsync(ContextFor(step, cancellationToken));
        }
        catch (Exception exception)
        {
            var wasCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
            masking.WriteOwnLine($"Step '{step.Name}' {(wasCancelled ? "was cancelled" : "has failed")} after {Elapsed(started)}.");
            Exception failure = wasCancelled ? new OperationCanceledException(cancellationToken) : DescribeFailure(step, exception);
            masking.WriteOwnLine($"Run '{Record.Name}' {(wasCancelled ? "was cancelled" : "has failed")}.");
            await records.EndStepAsync(Record.Id, step.Name, exception.GetType().Name, CancellationToken.None);
            isFailureRecorded = true;
            throw failure;
        }

        // The step is complete even if the run was cancelled in the meantime, so its record says so.
        Record = await records.EndStepAsync(Record.Id, step.Name, error: null, CancellationToken.None);
        completed.Add(step.Name);
        masking.WriteOwnLine($"Step '{step.Name}' has finished in {Elapsed(started)}.");
    }

    internal async Task<PipelineRun> RunAsync(IOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        try
        {
            masking.WriteOwnLine($"Run '{Record.Name}' has started on the stack '{Stack.Name}'.");
            await orchestrator.RunAsync(this, cancellationToken);
            EnsureComplete(orchestrator);
        }
        catch when (!isFailureRecorded)
        {
            // Whatever ended the run, a cancelled token or a log that cannot be written, it must not be recorded as running.
            await records.FailAsync(Record.Id, CancellationToken.None);
            throw;
        }

        masking.WriteOwnLine($"Run '{Record.Name}' has completed.");
        return Record;
    }

    private void EnsureComplete(IOrchestrator orchestrator)
    {
        string[] missing = [.. Steps.Where(step => !completed.Contains(step))];
        if (missing.Length > 0)
        {
            throw new InvalidOperationException(
                MessageText.Of($"The orchestrator '{orchestrator.Flavor}' did not run these steps: {string.Join(", ", missing)}."));
        }
    }

    private StepContext ContextFor(PipelineStep step, CancellationToken cancellationToken)
    {
        var owner = MessageText.Of($"the settings of the step '{step.Name}'");
        var settings = new StepAttributes(owner, pipeline.Settings.Merge(step.Settings), client.Runtime, Stack.Workspace.Id, masking);
        return new StepContext(step.Name, Record, client, settings, stepStack, masking.Log, cancellationToken);
    }

    /// <summary>
    /// A step's exception can contain a value. Its message and its full text, which goes to the log, are masked. The exception itself is
    /// kept only if it contains none, because whoever prints an exception prints the inner ones too.
    /// </summary>
    private ZenException DescribeFailure(PipelineStep step, Exception exception)
    {
        var text = exception.ToString();
        var masked = masking.Mask(text);
        masking.Log.WriteLine(masked);
        return new ZenException(
            ErrorCode.StepFailed,
            $"The step '{step.Name}' failed with {exception.GetType().Name}: {masking.Mask(exception.Message):raw}",
            masked == text ? exception : null);
    }

    private string Elapsed(long started) =>
        string.Create(CultureInfo.InvariantCulture, $"{client.Runtime.Clock.GetElapsedTime(started).TotalSeconds:0.0}s");
}
