namespace ZenML.Pipelines.Orchestrators.Local;

/// <summary>Runs one step after the other in this process.</summary>
internal sealed class LocalOrchestrator : IOrchestrator
{
    /// <summary>The flavor of the default stack's orchestrator.</summary>
    public const string LocalFlavor = "local";

    public string Flavor => LocalFlavor;

    public async Task RunAsync(OrchestratedRun run, CancellationToken cancellationToken)
    {
        foreach (var step in run.Steps)
        {
            await run.RunStepAsync(step, cancellationToken);
        }
    }
}
