using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;

namespace ZenML.Core.Runs.Steps;

/// <summary>Stores the records of steps.</summary>
public interface IStepRunRepository
{
    /// <summary>Returns the step with an id, with its artifacts and metadata, or null.</summary>
    Task<StepRun?> FindByIdAsync(Id<StepRun> id, CancellationToken cancellationToken);

    /// <summary>Returns whether a run has a step with this name.</summary>
    Task<bool> ExistsAsync(Id<PipelineRun> run, string name, CancellationToken cancellationToken);

    /// <summary>Returns the statuses of the steps of a run.</summary>
    Task<IReadOnlyList<RunStatus>> ListStatusesAsync(Id<PipelineRun> run, CancellationToken cancellationToken);

    /// <summary>Returns those of the steps that exist and have not ended.</summary>
    Task<IReadOnlySet<Id<StepRun>>> FindUnfinishedAsync(IReadOnlyCollection<Id<StepRun>> ids, CancellationToken cancellationToken);

    /// <summary>Returns one page of the steps that match, with their artifacts.</summary>
    /// <param name="query">Which steps.</param>
    /// <param name="withDetails">Whether to load parents and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<StepRun>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a step after the other steps of its run, with its parents, without artifacts.</summary>
    Task AddAsync(StepRun step, CancellationToken cancellationToken);

    /// <summary>Writes the status, the times and the error of a step.</summary>
    Task UpdateAsync(StepRun step, CancellationToken cancellationToken);

    /// <summary>Adds artifacts to a step. An artifact with the same name is replaced.</summary>
    /// <param name="step">The step.</param>
    /// <param name="areOutputs">Whether the step produced them; otherwise it loaded them.</param>
    /// <param name="artifacts">The artifacts, by the names that they have in the step.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task AddArtifactsAsync(
        Id<StepRun> step,
        bool areOutputs,
        IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> artifacts,
        CancellationToken cancellationToken);
}
