using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

namespace ZenML.Core.Runs.Deployments;

/// <summary>Stores deployments.</summary>
public interface IDeploymentRepository
{
    /// <summary>Returns the deployment with an id, or null.</summary>
    /// <param name="id">The deployment.</param>
    /// <param name="withDetails">Whether to load its steps.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Deployment?> FindByIdAsync(Id<Deployment> id, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Returns one page of the deployments that match.</summary>
    /// <param name="query">What to return.</param>
    /// <param name="withDetails">Whether to load their steps.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<Deployment>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a deployment with its steps.</summary>
    Task AddAsync(Deployment deployment, CancellationToken cancellationToken);

    /// <summary>Returns the reference to a commit and folder of a code repository; adds it if there is none.</summary>
    /// <param name="repository">The code repository.</param>
    /// <param name="code">The commit and the folder.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<CodeReference> FindOrAddCodeReferenceAsync(
        PlainResource repository, NewCodeReference code, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Returns how many steps a deployment has.</summary>
    Task<long> CountStepsAsync(Id<Deployment> id, CancellationToken cancellationToken);

    /// <summary>Returns whether a deployment has a step with this name.</summary>
    Task<bool> HasStepAsync(Id<Deployment> id, string step, CancellationToken cancellationToken);

    /// <summary>Deletes a deployment with its runs.</summary>
    Task DeleteAsync(Id<Deployment> id, CancellationToken cancellationToken);
}
