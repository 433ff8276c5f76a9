using ZenML.Core.Accounts;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;

namespace ZenML.Core.Auditing;

/// <summary>Lets administrators read the audit log.</summary>
public sealed class AuditService(Caller caller, ServiceDependencies dependencies) : IAuditService
{
    /// <inheritdoc />
    public async Task<Page<AuditEvent>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        Permission.RequireAdmin(caller, "read the audit log");
        var parsed = QueryParser.Parse(query, AuditFields.All);
        await dependencies.Reads.FlushAsync(cancellationToken);
        return await dependencies.Database.Audit.ReadAsync(
            async (unit, token) => (await unit.Audit.ListAsync(parsed, token)).EnsureInRange(), cancellationToken);
    }
}
