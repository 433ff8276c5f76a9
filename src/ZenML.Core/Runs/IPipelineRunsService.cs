using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs;

/// <summary>What one caller can do with the records of runs.</summary>
public interface IPipelineRunsService
{
    /// <summary>Records a run that is about to start.</summary>
    Task<PipelineRun> BeginAsync(NewPipelineRun run, CancellationToken cancellationToken);

    /// <summary>Records that a step started.</summary>
    Task<PipelineRun> StartStepAsync(Id<PipelineRun> id, string step, CancellationToken cancellationToken);

    /// <summary>Records that a step ended. The run is completed with its last step, and fails with the first that fails.</summary>
    /// <param name="id">The run.</param>
    /// <param name="step">The name of the step.</param>
    /// <param name="error">The kind of error that ended it (a type name, never a message); null if it succeeded.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<PipelineRun> EndStepAsync(Id<PipelineRun> id, string step, string? error, CancellationToken cancellationToken);

    /// <summary>Records that a run failed outside its steps, for example because its process was killed. A step that was under way failed too.</summary>
    Task<PipelineRun> FailAsync(Id<PipelineRun> id, CancellationToken cancellationToken);

    /// <summary>The run that <paramref name="text"/> names; see <see cref="Lookup"/> for the rules.</summary>
    Task<PipelineRun> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken);

    /// <summary>One page of the runs that fit.</summary>
    /// <param name="query">Which runs.</param>
    /// <param name="withSteps">Whether their steps are wanted. Servers are asked for them run by run.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withSteps, CancellationToken cancellationToken);
}
