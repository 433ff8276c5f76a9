using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZenML.Client;
using ZenML.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the client to the services of a host.</summary>
public static class ZenServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ZenClient"/> as a singleton that the host disposes. Where the store is comes from the section <c>ZenML</c> of the
    /// configuration, else from the environment and the settings of this machine. Its warnings go to the log, and so does why
    /// secrets in the configuration could not be read again, once per outage.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes the options that the section sets.</param>
    /// <example><code>builder.Services.AddZenML(o => o with { Workspace = "research" });</code></example>
    public static IServiceCollection AddZenML(
        this IServiceCollection services, Func<ZenClientOptions, ZenClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => Open(provider, configure));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ConfigurationLog>());
        return services;
    }

    private static ZenClient Open(IServiceProvider provider, Func<ZenClientOptions, ZenClientOptions>? configure)
    {
        var options = provider.GetService<IConfiguration>()?.GetZenClientOptions() ?? new ZenClientOptions();
        if (provider.GetService<ILoggerFactory>() is { } logging)
        {
            options = options with { OnWarning = new WarningLog(logging.CreateLogger<ZenClient>()).Write };
        }

        return ZenClient.Open(configure?.Invoke(options) ?? options);
    }
}
