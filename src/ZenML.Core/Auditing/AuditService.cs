using ZenML.Core.Authorization;
using ZenML.Core.Querying;
using ZenML.Core.Users;

namespace ZenML.Core.Auditing;

/// <summary>Lets administrators read the audit.</summary>
public sealed class AuditService(Caller caller, ServiceParts parts) : IAuditService
{
    /// <inheritdoc />
    public async Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        Permission.RequireAdmin(caller, "read the audit");
        var parsed = QueryParser.Parse(query, AuditFields.All);
        await parts.Reads.FlushAsync(cancellationToken);
        return await parts.Database.Audit.ReadAsync(
            async (unit, token) => (await unit.Audit.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }
}
