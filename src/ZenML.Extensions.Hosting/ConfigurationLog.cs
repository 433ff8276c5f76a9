using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZenML.Client;
using ZenML.Extensions.Configuration;

namespace ZenML.Extensions.Hosting;

/// <summary>
/// Sends the failures of secrets in the configuration to the log. The configuration is built before there is a log, so this waits for the
/// start of the host.
/// </summary>
internal sealed class ConfigurationLog(ILoggerFactory? logging = null, IConfiguration? configuration = null) : IHostedService
{
    /// <summary>The sources of secrets in a configuration.</summary>
    public static IEnumerable<ZenConfigurationProvider> FindSources(IConfiguration? configuration) =>
        (configuration as IConfigurationRoot)?.Providers.OfType<ZenConfigurationProvider>() ?? [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (logging is not null)
        {
            var log = new WarningLog(logging.CreateLogger<ZenClient>());
            foreach (var source in FindSources(configuration))
            {
                source.LogTo(log.Write);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
