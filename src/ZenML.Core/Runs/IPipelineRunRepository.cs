using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>Stores the records of runs.</summary>
public interface IPipelineRunRepository
{
    /// <summary>The runs of a workspace, for <see cref="Lookup"/>. They come with details.</summary>
    ILookupSource<PipelineRun> In(Id<Workspace> workspace);

    /// <summary>Returns the run with an id, or null.</summary>
    /// <param name="id">The run.</param>
    /// <param name="withDetails">Whether to load its steps and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<PipelineRun?> FindByIdAsync(Id<PipelineRun> id, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Returns the run with exactly this name in a workspace, or null.</summary>
    Task<PipelineRun?> FindByNameAsync(Id<Workspace> workspace, string name, CancellationToken cancellationToken);

    /// <summary>Returns the run of a deployment with an orchestrator's id; for a null id, the oldest run that has none.</summary>
    Task<PipelineRun?> FindByOrchestratorRunIdAsync(
        Id<Deployment> deployment, string? orchestratorRunId, CancellationToken cancellationToken);

    /// <summary>Returns one page of the runs that match.</summary>
    /// <param name="query">Which runs.</param>
    /// <param name="withDetails">Whether to load their steps and metadata.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<PipelineRun>> ListAsync(ResourceQuery query, bool withDetails, CancellationToken cancellationToken);

    /// <summary>Adds a run, without its steps.</summary>
    Task AddAsync(PipelineRun run, CancellationToken cancellationToken);

    /// <summary>Writes the status, the times and the orchestrator's properties of a run.</summary>
    Task UpdateAsync(PipelineRun run, CancellationToken cancellationToken);

    /// <summary>Deletes a run, its steps and their metadata. Artifacts are kept and lose their producer.</summary>
    Task DeleteAsync(Id<PipelineRun> id, CancellationToken cancellationToken);
}
