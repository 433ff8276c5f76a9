using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;

namespace ZenML.Client;

/// <summary>Records of pipeline runs. They hold settings as they were written, never the values that references stand for.</summary>
public sealed class PipelineRunsClient
{
    private readonly ClientSession session;

    internal PipelineRunsClient(ClientSession session) => this.session = session;

    /// <summary>The record of a run, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is none, or more than one fits.</exception>
    public async Task<PipelineRun> GetAsync(string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        var home = await session.GetWorkspaceIdAsync(cancellationToken);
        return await (await session.OpenAsync(cancellationToken)).PipelineRuns.FindAsync(home, nameOrId, mode, cancellationToken);
    }

    /// <summary>One page of the runs that fit, in the active workspace unless the query names another.</summary>
    /// <param name="query">Which runs.</param>
    /// <param name="withSteps">Whether the steps of the runs are wanted. A server is asked for them run by run, so a list without them comes sooner.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public async Task<Page<PipelineRun>> ListPageAsync(ListQuery? query = null, bool withSteps = true, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).PipelineRuns.ListAsync(
            await ListQueries.ConfineAsync(query, session, cancellationToken), withSteps, cancellationToken);

    /// <summary>All runs that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, or there is no such page.</exception>
    public IAsyncEnumerable<PipelineRun> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), (page, token) => ListPageAsync(page, cancellationToken: token), cancellationToken);
}
