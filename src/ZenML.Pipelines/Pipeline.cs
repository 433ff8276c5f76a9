using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines.Running;

namespace ZenML.Pipelines;

/// <summary>Steps in order, with settings. Define a pipeline once and run it as often as you like; runs share nothing.</summary>
/// <example>
/// <code>
/// var pipeline = client.DefinePipeline("train")
///     .Step("load", async step =&gt; data = await LoadAsync(step.CancellationToken))
///     .Step("fit", step =&gt; Fit(data));
/// PipelineRun run = await pipeline.RunAsync();
/// </code>
/// </example>
public sealed class Pipeline
{
    private readonly ClientRuntime runtime;
    private readonly PipelineOptions options;
    private readonly List<PipelineStep> steps = [];

    internal Pipeline(ClientRuntime runtime, string name, ConfigurationMap settings, PipelineOptions options)
    {
        this.runtime = runtime;
        this.options = options;
        Name = ResourceName.Check("pipeline", name);
        Settings = settings;
    }

    /// <summary>The name under which its runs are recorded.</summary>
    public string Name { get; }

    /// <summary>The settings that every step gets.</summary>
    public ConfigurationMap Settings { get; }

    /// <summary>Adds a step that runs asynchronously.</summary>
    /// <param name="name">Its name, unique in the pipeline.</param>
    /// <param name="run">What it does.</param>
    /// <param name="settings">Its own settings, which override the pipeline's; texts can be secret references.</param>
    /// <returns>This pipeline.</returns>
    /// <exception cref="ZenException">The name is invalid or taken.</exception>
    public Pipeline Step(string name, Func<StepContext, Task> run, ConfigurationMap? settings = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ResourceName.Check("step", name);
        if (steps.Any(step => step.Name == name))
        {
            throw new ZenException(ErrorCode.AlreadyExists, $"The pipeline '{Name}' already has a step '{name}'.");
        }

        steps.Add(new PipelineStep(name, run, settings ?? new ConfigurationMap()));
        return this;
    }

    /// <summary>Adds a step.</summary>
    /// <param name="name">Its name, unique in the pipeline.</param>
    /// <param name="run">What it does.</param>
    /// <param name="settings">Its own settings, which override the pipeline's; texts can be secret references.</param>
    /// <returns>This pipeline.</returns>
    /// <exception cref="ZenException">The name is invalid or taken.</exception>
    public Pipeline Step(string name, Action<StepContext> run, ConfigurationMap? settings = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Step(name, RunAsync, settings);

        Task RunAsync(StepContext step)
        {
            run(step);
            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// Runs the pipeline on the active stack, with the orchestrator that has the flavor of the stack's. Before the first step, all secret
    /// references of the stack's components and of all settings are checked in one call; if some do not resolve, nothing runs and nothing
    /// is recorded.
    /// </summary>
    /// <param name="cancellationToken">Ends the run between steps; steps see it as <see cref="StepContext.CancellationToken"/>.</param>
    /// <returns>The record of the completed run.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.MissingSecrets"/>: references do not resolve; the message lists each of them.
    /// <see cref="ErrorCode.StepFailed"/>: a step threw; its message is included with values masked.
    /// <see cref="ErrorCode.InvalidArgument"/>: there are no steps, or the environment names an unknown validation level.
    /// <see cref="ErrorCode.NotAllowed"/>: no orchestrator has the flavor of the stack's.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a run that had begun is recorded as failed.</exception>
    public Task<PipelineRun> RunAsync(CancellationToken cancellationToken = default) =>
        new PipelineRunner(runtime, this, [.. steps], options).RunAsync(cancellationToken);
}
