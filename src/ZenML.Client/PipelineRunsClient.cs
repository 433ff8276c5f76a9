using ZenML.Core.Querying;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Runs;

namespace ZenML.Client;

/// <summary>Reads the records of pipeline runs. They contain settings as they were written, never the values of references.</summary>
public class PipelineRunsClient : ResourceClient
{
    internal PipelineRunsClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected PipelineRunsClient()
        : base(null)
    {
    }

    /// <summary>Returns the record of a run, by name or id.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such run, or more than one matches.</exception>
    public virtual Task<PipelineRun> GetAsync(
        string nameOrId, LookupMode mode = LookupMode.Exact, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        return Session.CallInWorkspaceAsync(
            (services, workspace) => services.PipelineRuns.FindAsync(workspace, nameOrId, mode, cancellationToken), cancellationToken);
    }

    /// <summary>Returns one page of the runs that match, in the active workspace unless the query names another.</summary>
    /// <param name="query">Which runs to return.</param>
    /// <param name="withSteps">Whether to read their steps. Servers return them run by run, so a list without them is faster.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual Task<Page<PipelineRun>> ListPageAsync(
        ListQuery? query = null, bool withSteps = true, CancellationToken cancellationToken = default) =>
        Session.ListInWorkspaceAsync(
            query, (services, confined) => services.PipelineRuns.ListAsync(confined, withSteps, cancellationToken), cancellationToken);

    /// <summary>Returns all runs that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query is invalid, or there is no such page.</exception>
    public virtual IAsyncEnumerable<PipelineRun> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(
            query ?? new ListQuery(), (page, token) => ListPageAsync(page, cancellationToken: token), cancellationToken);
}
