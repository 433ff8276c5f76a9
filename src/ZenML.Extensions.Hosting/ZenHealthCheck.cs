using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Querying;

namespace ZenML.Extensions.Hosting;

/// <summary>
/// Checks that the store can be reached, the login is valid and the workspace exists. Lists one secret without its values, which leaves no
/// record in the audit log. It is degraded if secrets in the configuration could not be read again.
/// </summary>
internal sealed class ZenHealthCheck(ZenClient client, IConfiguration? configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.Secrets.ListPageAsync(new ListQuery { Size = 1 }, cancellationToken);

            // The program goes on with the values that it has, so it is not unhealthy.
            return ConfigurationLog.FindSources(configuration).Select(source => source.Outage).FirstOrDefault(outage => outage is not null)
                is { } outage
                ? HealthCheckResult.Degraded(outage)
                : HealthCheckResult.Healthy();
        }
        catch (ZenException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
