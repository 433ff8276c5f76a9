using System.Globalization;
using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Stacks;

namespace ZenML.Client.Pipelines;

/// <summary>One run: its steps one after the other, each recorded when it starts and when it ends.</summary>
internal sealed class LocalRun(
    ClientSession session, IPipelineRunsService records, Pipeline pipeline, Stack stack, ObservedValues values, MaskedWriter log)
{
    private readonly StepStack stepStack = new(stack.Name, [.. stack.Components.Select(component => new StepComponent(component, session, values))]);

    private bool isFailureRecorded;

    public async Task<PipelineRun> RunAsync(PipelineRun run, IReadOnlyList<PipelineStep> steps, CancellationToken cancellationToken)
    {
        try
        {
            log.WriteOwnLine($"Run '{run.Name}' has started on the stack '{stack.Name}'.");
            foreach (var step in steps)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    log.WriteOwnLine($"Run '{run.Name}' was cancelled.");
                    throw new OperationCanceledException(cancellationToken);
                }

                run = await records.StartStepAsync(run.Id, step.Name, cancellationToken);
                run = await RunStepAsync(run, step, cancellationToken);
            }
        }
        catch when (!isFailureRecorded)
        {
            // Whatever ended the run, a cancelled token or a log that cannot be written, its record must not look as if it went on.
            await records.FailAsync(run.Id, CancellationToken.None);
            throw;
        }

        log.WriteOwnLine($"Run '{run.Name}' has completed.");
        return run;
    }

    private async Task<PipelineRun> RunStepAsync(PipelineRun run, PipelineStep step, CancellationToken cancellationToken)
    {
        var settings = new StepAttributes(
            MessageText.Of($"the settings of the step '{step.Name}'"), pipeline.Settings.Merge(step.Settings), session,
                stack.Workspace.Id, values);
        await using var client = new ZenClient(session);
        var context = new StepContext(step.Name, run, client, settings, stepStack, log, cancellationToken);
        var started = session.Options.Clock.GetTimestamp();
        log.WriteOwnLine($"Step '{step.Name}' has started.");
        try
        {
            await step.RunAsync(context);
        }
        catch (Exception exception)
        {
            var wasCancelled = exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
            log.WriteOwnLine($"Step '{step.Name}' {(wasCancelled ? "was cancelled" : "has failed")} after {Elapsed(started)}.");
            Exception failure = wasCancelled ? new OperationCanceledException(cancellationToken) : DescribeFailure(step, exception);
            log.WriteOwnLine($"Run '{run.Name}' {(wasCancelled ? "was cancelled" : "has failed")}.");
            await records.EndStepAsync(run.Id, step.Name, exception.GetType().Name, CancellationToken.None);
            isFailureRecorded = true;
            throw failure;
        }

        // The step is done whatever was cancelled meanwhile, so its record says so.
        run = await records.EndStepAsync(run.Id, step.Name, error: null, CancellationToken.None);
        log.WriteOwnLine($"Step '{step.Name}' has finished in {Elapsed(started)}.");
        return run;
    }

    /// <summary>
    /// What a step threw may say a value. Its message is passed on with values masked, and its full text goes to the log so; the exception
    /// itself is kept
    /// only if it contains none, because whoever prints an exception prints the inner ones too.
    /// </summary>
    private ZenException DescribeFailure(PipelineStep step, Exception exception)
    {
        var text = exception.ToString();
        var masked = values.Mask(text);
        log.WriteLine(masked);
        return new ZenException(
            ErrorCode.StepFailed,
            $"The step '{step.Name}' failed with {exception.GetType().Name}: {values.Mask(exception.Message):raw}",
            masked == text ? exception : null);
    }

    private string Elapsed(long started) =>
        string.Create(CultureInfo.InvariantCulture, $"{session.Options.Clock.GetElapsedTime(started).TotalSeconds:0.0}s");
}
