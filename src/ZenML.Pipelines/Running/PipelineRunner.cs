using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Runs;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Configurations;
using ZenML.Pipelines.Orchestrators;

namespace ZenML.Pipelines.Running;

/// <summary>Runs a pipeline: chooses an orchestrator, checks all references, records the run, and has the steps run.</summary>
internal sealed class PipelineRunner(ClientRuntime runtime, Pipeline pipeline, IReadOnlyList<PipelineStep> steps, PipelineOptions options)
{
    public async Task<PipelineRun> RunAsync(CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The pipeline '{pipeline.Name}' has no steps. Add some with Step.");
        }

        var level = runtime.GetValidationLevel();
        var stack = await runtime.GetStackAsync(cancellationToken);
        var orchestrator = OrchestratorCatalog.Choose(stack, options.Orchestrators);
        var validation = await runtime.ValidateAsync(stack, FindReferencesInSettings(), level, cancellationToken);
        validation.EnsurePasses();

        var services = await runtime.OpenAsync(cancellationToken);
        var record = await services.PipelineRuns.BeginAsync(DescribeRun(stack), cancellationToken);
        using var masking = runtime.Mask(options.Log ?? Console.Error);
        await using var client = runtime.Share();
        var run = new OrchestratedRun(client, services.PipelineRuns, pipeline, steps, stack, record, masking);
        return await run.RunAsync(orchestrator, cancellationToken);
    }

    private IEnumerable<ReferenceUse> FindReferencesInSettings() =>
    [
        .. ReferenceUse.In(pipeline.Settings, MessageText.Of($"the settings of the pipeline '{pipeline.Name}'")),
        .. steps.SelectMany(step => ReferenceUse.In(step.Settings, MessageText.Of($"the settings of the step '{step.Name}'"))),
    ];

    /// <remarks>Records contain no sensitive texts.</remarks>
    private NewPipelineRun DescribeRun(Stack stack)
    {
        var ofSteps = steps.Where(step => step.Settings.Count > 0)
            .Select(step => KeyValuePair.Create<string, ConfigurationValue>(step.Name, step.Settings));
        ConfigurationMap settings = new() { ["pipeline"] = pipeline.Settings, ["steps"] = new ConfigurationMap(ofSteps) };
        return new NewPipelineRun(
            stack.Workspace.Id,
            pipeline.Name,
            new(stack.Id, stack.Name),
            [.. steps.Select(step => step.Name)],
            (ConfigurationMap)AddressCredentials.Show(settings));
    }
}
