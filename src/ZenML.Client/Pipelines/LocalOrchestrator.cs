using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Text;

namespace ZenML.Client.Pipelines;

/// <summary>Runs a pipeline in this process: check all references, record the run, run one step after the other.</summary>
internal sealed class LocalOrchestrator(ClientSession session, Pipeline pipeline, IReadOnlyList<PipelineStep> steps, PipelineOptions options)
{
    private const string LocalFlavor = "local";

    public async Task<PipelineRun> RunAsync(CancellationToken cancellationToken)
    {
        if (steps.Count == 0)
        {
            throw new ZenException(ErrorCode.InvalidArgument, $"The pipeline '{pipeline.Name}' has no steps. Add some with Step.");
        }

        var level = session.Options.FindValidationLevel();
        var stack = await session.GetStackAsync(cancellationToken);
        EnsureLocal(stack);
        (await StackValidation.OfAsync(session, stack, FindReferencesInSettings(), level, cancellationToken)).EnsurePasses();

        var services = await session.OpenAsync(cancellationToken);
        var newRun = new NewPipelineRun(
            stack.Workspace.Id, pipeline.Name, new(stack.Id, stack.Name), [.. steps.Select(step => step.Name)], SettingsForRecord());
        var run = await services.PipelineRuns.BeginAsync(newRun, cancellationToken);

        var output = options.Log ?? Console.Error;
        using var console = MaskedConsole.Enter();
        var values = new ObservedValues(console.Values);
        var log = new MaskedWriter(output, values);
        using var observation = session.Observe(values.Add);
        return await new LocalRun(session.Share(), services.PipelineRuns, pipeline, stack, values, log).RunAsync(run, steps, cancellationToken);
    }

    private static void EnsureLocal(Stack stack)
    {
        if (stack.Find(ComponentType.Orchestrator) is { } orchestrator && orchestrator.Flavor != LocalFlavor)
        {
            throw new ZenException(ErrorCode.NotAllowed,
                $"The orchestrator '{orchestrator.Name}' of the stack '{stack.Name}' has the flavor '{orchestrator.Flavor}'. Pipelines run in this process for now, on stacks whose orchestrator has the flavor '{LocalFlavor}': zenml stack update {ShellWord.Quote(stack.Name)} -o default");
        }
    }

    private IEnumerable<ReferenceUse> FindReferencesInSettings() =>
    [
        .. ReferenceUse.In(pipeline.Settings, MessageText.Of($"the settings of the pipeline '{pipeline.Name}'")),
        .. steps.SelectMany(step => ReferenceUse.In(step.Settings, MessageText.Of($"the settings of the step '{step.Name}'"))),
    ];

    private ConfigurationMap SettingsForRecord()
    {
        var ofSteps = steps.Where(step => step.Settings.Count > 0).Select(step => KeyValuePair.Create<string, ConfigurationValue>(step.Name, step.Settings));
        return SensitiveTexts.Without(new ConfigurationMap { ["pipeline"] = pipeline.Settings, ["steps"] = new ConfigurationMap(ofSteps) });
    }
}
