using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where pipelines are kept.</summary>
public interface ITrackedPipelineRepository
{
    /// <summary>The pipeline of that id.</summary>
    Task<TrackedPipeline?> FindByIdAsync(Id<TrackedPipeline> id, CancellationToken cancellationToken);

    /// <summary>Whether the workspace has a pipeline of that name and hash.</summary>
    Task<bool> ExistsAsync(Id<Workspace> workspace, string name, string versionHash, CancellationToken cancellationToken);

    /// <summary>One page of the pipelines that fit.</summary>
    Task<Page<TrackedPipeline>> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>Adds a pipeline.</summary>
    Task AddAsync(TrackedPipeline pipeline, CancellationToken cancellationToken);
}
