using System.Collections.Concurrent;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Local;

/// <summary>Records of runs in the store of this machine, where a run whose process was killed is recorded as failed as soon as somebody looks.</summary>
internal sealed class LeasedPipelineRuns(IPipelineRunsService runs, RunLeases leases) : IPipelineRunsService, IDisposable
{
    private readonly ConcurrentDictionary<Id<PipelineRun>, FileStream> held = [];

    public async Task<PipelineRun> BeginAsync(NewPipelineRun run, CancellationToken cancellationToken)
    {
        var begun = await runs.BeginAsync(run, cancellationToken);
        if (leases.Take(begun) is { } lease)
        {
            held[begun.Id] = lease;
        }

        return begun;
    }

    public Task<PipelineRun> StartStepAsync(Id<PipelineRun> id, string step, CancellationToken cancellationToken) => runs.StartStepAsync(id, step, cancellationToken);

    public async Task<PipelineRun> EndStepAsync(Id<PipelineRun> id, string step, string? error, CancellationToken cancellationToken) =>
        GiveBackIfEnded(await runs.EndStepAsync(id, step, error, cancellationToken));

    public async Task<PipelineRun> FailAsync(Id<PipelineRun> id, CancellationToken cancellationToken) => GiveBackIfEnded(await runs.FailAsync(id, cancellationToken));

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

    /// <summary>Leaves the files of runs that have not ended: they are lost from now on.</summary>
    public void Dispose()
    {
        foreach (var lease in held.Values)
        {
            lease.Dispose();
        }

        held.Clear();
    }

    private PipelineRun GiveBackIfEnded(PipelineRun run)
    {
        if (run.Ended is not null && held.TryRemove(run.Id, out var lease))
        {
            leases.GiveBack(lease, run);
        }

        return run;
    }

    private async Task FailLostAsync(CancellationToken cancellationToken)
    {
        foreach (var (workspace, run) in leases.FindLost())
        {
            try
            {
                // The process may have been killed between the end of its run and that of the lease.
                if ((await runs.FindAsync(workspace, run.ToString(), LookupMode.Exact, cancellationToken)).Ended is null)
                {
                    await runs.FailAsync(run, cancellationToken);
                }
            }
            catch (ZenException exception) when (exception.Code == ErrorCode.NotFound)
            {
                // It went with its workspace.
            }
            catch (ZenException exception)
                when (exception.Code is ErrorCode.StoreUnavailable or ErrorCode.OutcomeUnknown or ErrorCode.NotAllowed)
            {
                // The store can only be read, or cannot be written at the moment.
                continue;
            }

            leases.Forget(workspace, run);
        }
    }
}
