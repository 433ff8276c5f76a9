using ZenML.Core.Auditing;
using ZenML.Core.Querying;

namespace ZenML.Client;

/// <summary>Who did what: every read of a value, every change, every login. For administrators.</summary>
public sealed class AuditClient
{
    private readonly ClientSession session;

    internal AuditClient(ClientSession session) => this.session = session;

    /// <summary>One page of the events that fit.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, there is no such page, or you are not an administrator.</exception>
    public async Task<Page<AuditEvent>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        await (await session.OpenAsync(cancellationToken)).Audit.ListAsync(query ?? new ListQuery(), cancellationToken);

    /// <summary>All events that fit, from the query's page on; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">The query has a mistake, there is no such page, or you are not an administrator.</exception>
    /// <example><code>client.Audit.ListAsync(new ListQuery { ["resource_type"] = "secret", ["action"] = "read" })</code></example>
    public IAsyncEnumerable<AuditEvent> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);
}
