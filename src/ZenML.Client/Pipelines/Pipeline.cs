using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Client.Pipelines;

/// <summary>Steps in order, with settings. Define it once, run it as often as wanted; runs do not share anything.</summary>
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
    private readonly ClientSession session;
    private readonly PipelineOptions options;
    private readonly List<PipelineStep> steps = [];

    internal Pipeline(ClientSession session, string name, ConfigurationMap settings, PipelineOptions options)
    {
        this.session = session;
        this.options = options;
        Name = ResourceName.Check("pipeline", name);
        Settings = settings;
    }

    /// <summary>The name that its runs are recorded under.</summary>
    public string Name { get; }

    /// <summary>The settings that every step gets.</summary>
    public ConfigurationMap Settings { get; }

    /// <summary>Adds a step that runs asynchronously.</summary>
    /// <param name="name">Its name, unique in the pipeline.</param>
    /// <param name="run">What it does.</param>
    /// <param name="settings">Its own settings, laid over the pipeline's; texts may be secret references.</param>
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
    /// <param name="settings">Its own settings, laid over the pipeline's; texts may be secret references.</param>
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
    /// Runs the steps in order on the active stack, in this process. Before the first, all secret references of the stack's components and of all settings
    /// are checked at once; if some do not resolve, nothing runs and nothing is recorded.
    /// </summary>
    /// <param name="cancellationToken">Ends the run between steps; steps see it as <see cref="StepContext.CancellationToken"/>.</param>
    /// <returns>The record of the completed run.</returns>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.MissingSecrets"/>, listing every reference that does not resolve; <see cref="ErrorCode.StepFailed"/> if a step threw, with what it
    /// said except for values; <see cref="ErrorCode.InvalidArgument"/> if there are no steps or the environment names a validation level that there is not;
    /// <see cref="ErrorCode.NotAllowed"/> if the stack's orchestrator is not a local one.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a run that had begun is recorded as failed.</exception>
    public Task<PipelineRun> RunAsync(CancellationToken cancellationToken = default) =>
        new LocalOrchestrator(session, this, [.. steps], options).RunAsync(cancellationToken);
}
