using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Auditing.Chains;
using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Time;

namespace ZenML.Core.Auditing;

/// <summary>Lets administrators read and verify the audit log.</summary>
public sealed class AuditService(Caller caller, ServiceDependencies dependencies) : IAuditService
{
    /// <summary>The most records of one slice.</summary>
    public const int MaximumSlice = 5_000;

    /// <inheritdoc />
    public async Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        RequireAdmin();
        var parsed = QueryParser.Parse(query, AuditFields.All);
        await dependencies.Reads.FlushAsync(cancellationToken);
        return await dependencies.Database.Audit.ReadAsync(
            async (unit, token) => (await unit.Audit.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditEvent>> GetAsync(Id<AuditEvent> id, CancellationToken cancellationToken)
    {
        RequireAdmin();
        await dependencies.Reads.FlushAsync(cancellationToken);
        return await dependencies.Database.Audit.ReadAsync((unit, token) => unit.Audit.FindPartsAsync(id, token), cancellationToken)
            is { Count: > 0 } found
            ? found
            : throw new ZenException(ErrorCode.NotFound, $"There is no record '{id}' in the audit log.");
    }

    /// <inheritdoc />
    public async Task<AuditStatement> DescribeAsync(CancellationToken cancellationToken)
    {
        RequireAdmin();
        await dependencies.Reads.FlushAsync(cancellationToken);
        return await dependencies.Database.Audit.ReadAsync(
            (unit, token) => unit.Audit.DescribeAsync(dependencies.Clock.GetMicrosecondUtcNow(), token), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<AuditSlice> ReadSliceAsync(AuditChain chain, long after, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        RequireAdmin();
        return await dependencies.Database.Audit.ReadAsync(
            (unit, token) => unit.Audit.ReadSliceAsync(chain, after, Math.Clamp(size, 1, MaximumSlice), token), cancellationToken);
    }

    private void RequireAdmin() => Permission.RequireAdmin(caller, "read the audit log");
}
