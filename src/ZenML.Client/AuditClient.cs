using System.Runtime.CompilerServices;
using ZenML.Core.Auditing;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Querying;
using ZenML.Core.Resources;

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

    /// <summary>Returns an event, and after it those that are part of the same operation, such as a read of many secrets.</summary>
    /// <exception cref="Core.Errors.ZenException">There is no such event, or you are not an administrator.</exception>
    public virtual Task<IReadOnlyList<AuditEvent>> GetAsync(Id<AuditEvent> id, CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Audit.GetAsync(id, cancellationToken), cancellationToken);

    /// <summary>
    /// Returns the signed statement of where the chains of the audit log end. What <see cref="ReadChainAsync"/> returns for each of them
    /// can be verified with it, here or elsewhere, by <see cref="AuditVerifier"/>.
    /// </summary>
    /// <exception cref="Core.Errors.ZenException">You are not an administrator, or the server has no audit log.</exception>
    public virtual Task<AuditStatement> DescribeAsync(CancellationToken cancellationToken = default) =>
        Session.CallAsync(services => services.Audit.DescribeAsync(cancellationToken), cancellationToken);

    /// <summary>Returns a chain from a place on, in slices.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="after">The place after which to begin; null for all of it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="Core.Errors.ZenException">You are not an administrator, or the server has no audit log.</exception>
    public virtual async IAsyncEnumerable<AuditSlice> ReadChainAsync(
        AuditChain chain, long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        for (long? next = after ?? chain.Beginning; next is { } place;)
        {
            var slice = await Session.CallAsync(
                services => services.Audit.ReadSliceAsync(chain, place, AuditService.MaximumSlice, cancellationToken),
                cancellationToken);
            yield return slice;
            next = slice.Next;
        }
    }

    /// <summary>Verifies the whole audit log: every record, in its place, and every signature.</summary>
    /// <exception cref="Core.Errors.ZenException">You are not an administrator, or the server has no audit log.</exception>
    public virtual async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var statement = await DescribeAsync(cancellationToken);
        using var verifier = new AuditVerifier(statement);
        foreach (var end in statement.Ends)
        {
            var chain = new AuditChain(end.Chain, end.IsOlder);
            await foreach (var slice in ReadChainAsync(chain, cancellationToken: cancellationToken))
            {
                verifier.Add(chain, slice);
            }
        }

        return verifier.Finish();
    }
}
