using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>Deployments. They never change.</summary>
public interface IDeploymentsService
{
    /// <summary>Records a deployment.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.NotFound"/>: the workspace has no such stack or pipeline.
    /// <see cref="ErrorCode.NotAllowed"/>: the owner is not the caller.
    /// </exception>
    Task<Deployment> CreateAsync(NewDeployment deployment, CancellationToken cancellationToken);

    /// <summary>Returns the deployment with an id, with its steps.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task<Deployment> GetAsync(Id<Deployment> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the deployments that match.</summary>
    /// <param name="query">Which deployments; see <see cref="TrackingFields.Deployments"/>.</param>
    /// <param name="withDetails">Whether to load their steps.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<Deployment>> ListAsync(ListQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Deletes a deployment with its runs.</summary>
    /// <exception cref="ZenException"><see cref="ErrorCode.NotFound"/>.</exception>
    Task DeleteAsync(Id<Deployment> id, CancellationToken cancellationToken);
}
