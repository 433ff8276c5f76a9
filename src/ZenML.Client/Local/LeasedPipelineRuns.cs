using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>
/// Records runs in the local store. A run whose process was killed is recorded as failed when runs are next listed or looked up.
/// </summary>
internal sealed class LeasedPipelineRuns(IPipelineRunsService runs, RunLeases leases) : IPipelineRunsService, IDisposable
{
    private readonly ConcurrentDictionary<Id<PipelineRun>, FileStream> held = [];

    public async Task<PipelineRun> BeginAsync(NewPipelineRun run, CancellationToken cancellationToken)
    {
        var begun = await runs.BeginAsync(run, cancellationToken);
        if (leases.Acquire(begun) is { } lease)
        {
            held[begun.Id] = lease;
        }

        return begun;
    }

    public Task<PipelineRun> StartStepAsync(Id<PipelineRun> id, string step, CancellationToken cancellationToken) =>
        runs.StartStepAsync(id, step, cancellationToken);

    public async Task<PipelineRun> EndStepAsync(Id<PipelineRun> id, string step, string? error, CancellationToken cancellationToken) =>
        ReleaseIfEnded(await runs.EndStepAsync(id, step, error, cancellationToken));

    public async Task<PipelineRun> FailAsync(Id<PipelineRun> id, CancellationToken cancellationToken) =>
        ReleaseIfEnded(await runs.FailAsync(id, cancellationToken));

    public async Task<PipelineRun> FindAsync(Id<Workspace> workspace, string text, LookupMode mode, CancellationToken cancellationToken)
    {
        await FailLostAsync(cancellationToken);
        return await runs.FindAsync(workspace, text, mode, cancellationToken);
    }

    public async Task<Page<PipelineRun>> ListAsync(ListQuery query, bool withSteps, CancellationToken cancellationToken)
    {
        await FailLostAsync(cancellationToken);
        return await runs.ListAsync(query, withSteps, cancellationToken);
    }

    /// <summary>Unlocks the files of runs that have not ended: from now on they count as lost.</summary>
    public void Dispose()
    {
        foreach (var lease in held.Values)
        {
            lease.Dispose();
        }

        held.Clear();
    }

    private PipelineRun ReleaseIfEnded(PipelineRun run)
    {
        if (run.Ended is not null && held.TryRemove(run.Id, out var lease))
        {
            leases.Release(lease, run);
        }

        return run;
    }

    private async Task FailLostAsync(CancellationToken cancellationToken)
    {
        foreach (var (workspace, run) in leases.FindLost())
        {
            try
            {
                // The process may have been killed between the end of its run and the release of the lease.
                if ((await runs.FindAsync(workspace, run.ToString(), LookupMode.Exact, cancellationToken)).Ended is null)
                {
                    await runs.FailAsync(run, cancellationToken);
                }
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
            {
                // It was deleted with its workspace.
            }
            catch (ZenException exception)
                when (exception.Code is ErrorCode.StoreUnavailable or ErrorCode.OutcomeUnknown or ErrorCode.NotAllowed)
            {
                // The store is read-only, or cannot be written at the moment.
                continue;
            }

            leases.Forget(workspace, run);
        }
    }
}
