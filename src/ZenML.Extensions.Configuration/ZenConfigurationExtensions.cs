using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Extensions.Configuration;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds secrets to a configuration.</summary>
public static class ZenConfigurationExtensions
{
    /// <summary>
    /// Adds secrets as configuration keys, such as <c>db:password</c> for the key <c>password</c> of the secret <c>db</c>. They are read
    /// when the configuration is built, which in ASP.NET is at once. The section <c>ZenML</c> of the sources before it can say where the
    /// store is; see <see cref="GetZenClientOptions"/>.
    /// </summary>
    /// <param name="builder">The configuration. Sources that are added later take precedence.</param>
    /// <param name="configure">Sets the options, among them which secrets to read.</param>
    /// <exception cref="ZenException">The secrets cannot be read and are not optional, or the options are invalid.</exception>
    /// <example><code>builder.Configuration.AddZenML(o => o.Secrets.Add("shop"));</code></example>
    public static IConfigurationBuilder AddZenML(
        this IConfigurationBuilder builder, Action<ZenConfigurationOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ZenConfigurationOptions();
        configure(options);
        return builder.Add(new ZenConfigurationSource(options));
    }

    /// <summary>
    /// Returns the options of a client that the section <c>ZenML</c> sets: <c>Server</c>, <c>ServerApiKey</c>, <c>Workspace</c>,
    /// <c>Stack</c> and the other properties of <see cref="ZenClientOptions"/> with text. What it does not set comes from the environment
    /// and the settings of this machine, as always. Secrets that <see cref="AddZenML"/> added set nothing.
    /// </summary>
    /// <param name="configuration">The whole configuration, not a section of one.</param>
    /// <exception cref="ZenException">The section has an unknown key or an invalid value.</exception>
    public static ZenClientOptions GetZenClientOptions(this IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return ClientSection.AddTo(new ZenClientOptions(), configuration);
    }
}
