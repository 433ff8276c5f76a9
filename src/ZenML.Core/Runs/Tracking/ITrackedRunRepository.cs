using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Tracking;

/// <summary>Where records of runs are kept, as clients of the server see them.</summary>
public interface ITrackedRunRepository
{
    /// <summary>The run of that id.</summary>
    /// <param name="id">The run.</param>
    /// <param name="withDetails">Whether to load its steps and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<TrackedRun?> FindByIdAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken);

    /// <summary>The run of exactly that name in a workspace.</summary>
    Task<TrackedRun?> FindByNameAsync(Id<Workspace> workspace, string name, CancellationToken cancellationToken);

    /// <summary>The run of a deployment that the orchestrator calls so; for null the oldest that it does not know yet.</summary>
    Task<TrackedRun?> FindByOrchestratorRunIdAsync(Id<Deployment> deployment, string? orchestratorRunId, CancellationToken cancellationToken);

    /// <summary>One page of the runs that fit.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="withDetails">Whether to load their steps and metadata.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<Page<TrackedRun>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a run of a deployment, without steps.</summary>
    Task AddAsync(TrackedRun run, Deployment deployment, CancellationToken cancellationToken);

    /// <summary>Writes status, times and what the orchestrator told.</summary>
    Task UpdateAsync(TrackedRun run, CancellationToken cancellationToken);

    /// <summary>Deletes a run, its steps and what was noted about them. Artifacts stay and lose their producer.</summary>
    Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken);
}
