using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>Registered pipelines.</summary>
public interface IRegisteredPipelinesService
{
    /// <summary>Registers a version of a pipeline.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.AlreadyExists"/>: the workspace has a pipeline with this name and hash.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<RegisteredPipeline> CreateAsync(NewRegisteredPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Returns the pipeline with an id.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<RegisteredPipeline> GetAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the pipelines that match; see <see cref="TrackingFields.Pipelines"/>.</summary>
    Task<Page<RegisteredPipeline>> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Returns one page of the names of pipelines, those with the newest runs first; they can be filtered by name.</summary>
    Task<Page<PipelineNamespace>> ListNamespacesAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Sets the time of the last change. Nothing else of a pipeline can change.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<RegisteredPipeline> TouchAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken);

    /// <summary>Deletes a version of a pipeline. Its deployments and runs are kept without it.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken);
}
