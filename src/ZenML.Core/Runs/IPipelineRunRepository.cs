using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>Where records of runs are kept.</summary>
public interface IPipelineRunRepository
{
    /// <summary>Where <see cref="Lookup"/> finds the runs of a workspace.</summary>
    ILookupSource<PipelineRun> In(Id<Workspace> workspace);

    /// <summary>The run of that id.</summary>
    Task<PipelineRun?> FindByIdAsync(Id<PipelineRun> id, CancellationToken cancellationToken);

    /// <summary>One page of the runs that fit, with their steps if they are wanted.</summary>
    Task<Page<PipelineRun>> ListAsync(ResourceQuery query, bool withSteps, CancellationToken cancellationToken);

    /// <summary>Adds a run with its steps.</summary>
    Task AddAsync(PipelineRun run, CancellationToken cancellationToken);

    /// <summary>Writes status, times and steps of a run.</summary>
    Task UpdateAsync(PipelineRun run, CancellationToken cancellationToken);
}
