using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZenML.Client;
using ZenML.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check.</summary>
public static class ZenHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a check that the store can be reached, the login is valid and the workspace exists. It reads no value. It is degraded
    /// while secrets in the configuration may be out of date, because they could not be read again or one of them is gone. Needs
    /// <see cref="ZenServiceCollectionExtensions.AddZenML"/>.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What a failure means; null for unhealthy.</param>
    /// <param name="tags">The tags of the check.</param>
    /// <example><code>builder.Services.AddHealthChecks().AddZenML();</code></example>
    public static IHealthChecksBuilder AddZenML(
        this IHealthChecksBuilder builder, string name = "zenml", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new ZenHealthCheck(services.GetRequiredService<ZenClient>(), services.GetService<IConfiguration>()),
            failureStatus,
            tags));
    }
}
