using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Deployments;

/// <summary>Stores registered pipelines.</summary>
public interface IRegisteredPipelineRepository
{
    /// <summary>Returns the pipeline with an id, or null.</summary>
    Task<RegisteredPipeline?> FindByIdAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken);

    /// <summary>Returns whether the workspace has a pipeline with this name and hash.</summary>
    Task<bool> ExistsAsync(Id<Workspace> workspace, string name, string versionHash, CancellationToken cancellationToken);

    /// <summary>Returns one page of the pipelines that match.</summary>
    Task<Page<RegisteredPipeline>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a pipeline.</summary>
    Task AddAsync(RegisteredPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Writes the time of the last change.</summary>
    Task UpdateAsync(RegisteredPipeline pipeline, CancellationToken cancellationToken);

    /// <summary>Deletes a pipeline. Its deployments and runs are kept without it.</summary>
    Task DeleteAsync(Id<RegisteredPipeline> id, CancellationToken cancellationToken);

    /// <summary>Returns one page of the names that match, those with the newest runs first.</summary>
    Task<Page<PipelineNamespace>> ListNamespacesAsync(ResourceQuery query, CancellationToken cancellationToken);
}
