using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Extensions.Hosting;

/// <summary>
/// Checks that the store can be reached, the login is valid and the workspace exists. Lists one secret without its values, which leaves no
/// record in the audit log.
/// </summary>
internal sealed class ZenHealthCheck(ZenClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.Secrets.ListPageAsync(new ListQuery { Size = 1 }, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (ZenException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
