using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs;

/// <summary>Runs of deployments, as the REST API records them.</summary>
public interface IRunsService
{
    /// <summary>Records a run of a deployment.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: the workspace has a run with this name, or the deployment has a run with this
    /// orchestrator id.
    /// <see cref="ErrorCode.NotFound"/>: the workspace has no such deployment.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<PipelineRun> CreateAsync(NewDeploymentRun run, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the run that an orchestrator works on: the run with its id, or the placeholder of the deployment, which gets the id,
    /// or a new run.
    /// </summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: there is no orchestrator id. <see cref="ErrorCode.NotFound"/>: the workspace has no such
    /// deployment. <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<AdoptedRun> GetOrCreateAsync(NewDeploymentRun run, CancellationToken cancellationToken);

    /// <summary>Returns the run with an id.</summary>
    /// <param name="id">The run.</param>
    /// <param name="withDetails">Whether to load its steps and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<PipelineRun> GetAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Returns one page of the runs that match.</summary>
    /// <param name="query">Which runs; see <see cref="TrackingFields.Runs"/>.</param>
    /// <param name="withDetails">Whether to load their steps and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Sets the status of a run. Without a status, only the time of the last change is set.</summary>
    /// <param name="id">The run.</param>
    /// <param name="status">The status.</param>
    /// <param name="ended">When the run ended, UTC. It is ignored without a status.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<PipelineRun> UpdateAsync(Id<PipelineRun> id, RunStatus? status, DateTimeOffset? ended, CancellationToken cancellationToken);

    /// <summary>Deletes a run with its steps.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken);
}
