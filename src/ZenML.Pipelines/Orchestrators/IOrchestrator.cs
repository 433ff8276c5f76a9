namespace ZenML.Pipelines.Orchestrators;

/// <summary>Decides when and where the steps of a pipeline run. The flavor of the active stack's orchestrator chooses one.</summary>
public interface IOrchestrator
{
    /// <summary>The flavor of orchestrator components that it runs pipelines for.</summary>
    string Flavor { get; }

    /// <summary>
    /// Runs every step of a pipeline, one at a time, with <see cref="OrchestratedRun.RunStepAsync"/>. An exception ends the run, which is
    /// then recorded as failed.
    /// </summary>
    /// <param name="run">The run, which is checked and recorded already.</param>
    /// <param name="cancellationToken">Cancelled when the run is to end.</param>
    Task RunAsync(OrchestratedRun run, CancellationToken cancellationToken);
}
