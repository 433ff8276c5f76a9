using Microsoft.Extensions.Configuration;

namespace ZenML.Extensions.Configuration;

/// <summary>Secrets as a source of configuration.</summary>
internal sealed class ZenConfigurationSource(ZenConfigurationOptions options) : IConfigurationSource
{
    /// <exception cref="Core.Errors.ZenException">The options or the section are invalid.</exception>
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        // In ASP.NET, the builder is the configuration of the sources before this one.
        var client = builder is IConfiguration before ? ClientSection.AddTo(options.Client, before) : options.Client;
        return new ZenConfigurationProvider(options, client);
    }
}
