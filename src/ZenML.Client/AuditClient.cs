using ZenML.Core.Auditing;
using ZenML.Core.Querying;

namespace ZenML.Client;

/// <summary>Reads the audit log: reads of values, changes and logins. For administrators.</summary>
public class AuditClient : ResourceClient
{
    internal AuditClient(ClientSession? session)
        : base(session)
    {
    }

    /// <summary>For a fake, which overrides the methods that its test calls.</summary>
    protected AuditClient()
        : base(null)
    {
    }

    /// <summary>Returns one page of the events that match.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or you are not an administrator.
    /// </exception>
    public virtual Task<Page<AuditEvent>> ListPageAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Audit.ListAsync(query ?? new ListQuery(), cancellationToken), cancellationToken);

    /// <summary>Returns all events that match, starting at the query's page; pages are fetched as they are needed.</summary>
    /// <exception cref="Core.Errors.ZenException">
    /// The query is invalid, there is no such page, or you are not an administrator.
    /// </exception>
    /// <example><code>client.Audit.ListAsync(new ListQuery { ["resource_type"] = "secret", ["action"] = "read" })</code></example>
    public virtual IAsyncEnumerable<AuditEvent> ListAsync(ListQuery? query = null, CancellationToken cancellationToken = default) =>
        ListQueries.ReadAllAsync(query ?? new ListQuery(), ListPageAsync, cancellationToken);
}
