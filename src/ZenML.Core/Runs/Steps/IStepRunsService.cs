using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Steps;

/// <summary>Steps of runs.</summary>
public interface IStepRunsService
{
    /// <summary>Records a step and updates the status of its run.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: the run has a step with this name.
    /// <see cref="ErrorCode.NotFound"/>: there is no such run or artifact version, or the deployment has no such step.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<StepRun> CreateAsync(NewStepRun step, CancellationToken cancellationToken);

    /// <summary>Returns the step with an id, with its artifacts and metadata.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<StepRun> GetAsync(Id<StepRun> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the steps that match, with their artifacts.</summary>
    /// <param name="query">Which steps; see <see cref="TrackingFields.Steps"/>.</param>
    /// <param name="withDetails">Whether to load parents and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<StepRun>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Changes a step and updates the status of its run. A step that is completed becomes the producer of its outputs.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>: there is no such step or artifact version.</exception>
    Task<StepRun> UpdateAsync(Id<StepRun> id, StepRunUpdate update, CancellationToken cancellationToken);
}
