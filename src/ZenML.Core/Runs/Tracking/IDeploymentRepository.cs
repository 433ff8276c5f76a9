using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where deployments are kept.</summary>
public interface IDeploymentRepository
{
    /// <summary>The deployment of that id.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="withDetails">Whether to load its steps.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<Deployment?> FindByIdAsync(Id<Deployment> id, bool withDetails, CancellationToken cancellationToken);

    /// <summary>One page of the deployments that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="withDetails">Whether to load their steps.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<Page<Deployment>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a deployment with its steps.</summary>
    Task AddAsync(Deployment deployment, CancellationToken cancellationToken);

    /// <summary>How many steps a deployment has.</summary>
    Task<long> CountStepsAsync(Id<Deployment> id, CancellationToken cancellationToken);

    /// <summary>Whether a deployment has a step of that name.</summary>
    Task<bool> HasStepAsync(Id<Deployment> id, string step, CancellationToken cancellationToken);
}
