using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where records of steps are kept, as clients of the server see them.</summary>
public interface ITrackedStepRepository
{
    /// <summary>The step of that id, with its artifacts and metadata.</summary>
    Task<TrackedStep?> FindByIdAsync(Id<TrackedStep> id, CancellationToken cancellationToken);

    /// <summary>Whether the run has a step of that name.</summary>
    Task<bool> ExistsAsync(Id<PipelineRun> run, string name, CancellationToken cancellationToken);

    /// <summary>The statuses of a run's steps.</summary>
    Task<IReadOnlyList<RunStatus>> ListStatusesAsync(Id<PipelineRun> run, CancellationToken cancellationToken);

    /// <summary>One page of the steps that fit, with their artifacts.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="withDetails">Whether to load parents and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<Page<TrackedStep>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a step with its parents, without artifacts.</summary>
    Task AddAsync(TrackedStep step, CancellationToken cancellationToken);

    /// <summary>Writes status and times of a step.</summary>
    Task UpdateAsync(TrackedStep step, CancellationToken cancellationToken);

    /// <summary>Adds artifacts; one of the same name is replaced.</summary>
    /// <param name="step">The step.</param>
    /// <param name="areOutputs">Whether the step made them; else it took them.</param>
    /// <param name="artifacts">The artifacts, by the step's own names.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task AddArtifactsAsync(
        Id<TrackedStep> step, bool areOutputs, IReadOnlyList<KeyValuePair<string, Id<ArtifactVersion>>> artifacts, CancellationToken cancellationToken);
}
