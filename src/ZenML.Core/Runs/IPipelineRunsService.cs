using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>The runs of this library, as they progress.</summary>
public interface IPipelineRunsService
{
    /// <summary>Records a run that is about to start.</summary>
    Task<PipelineRun> BeginAsync(NewPipelineRun run, CancellationToken cancellationToken);

    /// <summary>Records that a step started.</summary>
    Task<PipelineRun> StartStepAsync(Id<PipelineRun> id, string step, CancellationToken cancellationToken);

    /// <summary>Records that a step ended, and updates the status of the run.</summary>
    /// <param name="id">The run.</param>
    /// <param name="step">The name of the step.</param>
    /// <param name="error">The type name of the error that ended it, never a message; null if it succeeded.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<PipelineRun> EndStepAsync(Id<PipelineRun> id, string step, string? error, CancellationToken cancellationToken);

    /// <summary>
    /// Records that a run failed outside its steps, for example because its process was killed. Steps that were running failed, too.
    /// </summary>
    Task<PipelineRun> FailAsync(Id<PipelineRun> id, CancellationToken cancellationToken);

    /// <summary>Returns the run that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<PipelineRun> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>Returns one page of the runs that match.</summary>
    /// <param name="query">Which runs.</param>
    /// <param name="withSteps">Whether to load their steps. A server needs one more request for each run.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withSteps, CancellationToken cancellationToken);
}
