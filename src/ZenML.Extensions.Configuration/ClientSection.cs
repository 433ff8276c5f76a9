using Microsoft.Extensions.Configuration;
using ZenML.Client;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Extensions.Configuration;

/// <summary>
/// Reads the options of a client from a section of a configuration, key by key: nothing is found by reflection. Secrets set nothing here:
/// whoever can create one could send the login of the program to another server.
/// </summary>
internal static class ClientSection
{
    /// <summary>The name of the section.</summary>
    public const string Name = "ZenML";

    private static readonly Dictionary<string, Func<ZenClientOptions, string, ZenClientOptions>> Settings =
        new(StringComparer.OrdinalIgnoreCase)
        {
            [nameof(ZenClientOptions.ConfigPath)] = (options, text) => options with { ConfigPath = options.ConfigPath ?? text },
            [nameof(ZenClientOptions.EncryptionKey)] = (options, text) => options with { EncryptionKey = options.EncryptionKey ?? text },
            [nameof(ZenClientOptions.Server)] = (options, text) => options with { Server = options.Server ?? text },
            [nameof(ZenClientOptions.ServerApiKey)] =
                (options, text) => options with { ServerApiKey = options.ServerApiKey ?? new SensitiveString(text) },
            [nameof(ZenClientOptions.ServerCertificateAuthorities)] =
                (options, text) => options with { ServerCertificateAuthorities = options.ServerCertificateAuthorities ?? text },
            [nameof(ZenClientOptions.ServerAccount)] = (options, text) => options with { ServerAccount = options.ServerAccount ?? text },
            [nameof(ZenClientOptions.Workspace)] = (options, text) => options with { Workspace = options.Workspace ?? text },
            [nameof(ZenClientOptions.Stack)] = (options, text) => options with { Stack = options.Stack ?? text },
            [nameof(ZenClientOptions.ValidationLevel)] =
                (options, text) => options with { ValidationLevel = options.ValidationLevel ?? SecretValidationLevels.Parse(text) },
        };

    /// <summary>The keys of the section.</summary>
    public static IEnumerable<string> Keys => Settings.Keys;

    /// <summary>Whether a configuration key is that of the section or of something in it.</summary>
    public static bool Contains(string configurationKey) =>
        configurationKey.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || configurationKey.StartsWith(Name + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the options with what the section sets and they do not.</summary>
    /// <exception cref="ZenException">
    /// <see cref="ErrorCode.InvalidArgument"/>: the section has an unknown key or level, or the configuration is only a part of one.
    /// </exception>
    public static ZenClientOptions AddTo(ZenClientOptions options, IConfiguration configuration)
    {
        var providers = new List<IConfigurationProvider>();
        AddProviders(configuration, providers);
        var keys = providers.SelectMany(provider => provider.GetChildKeys([], Name)).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (keys.FirstOrDefault(key => !Settings.ContainsKey(key)) is { } unknown)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument, $"The section '{Name}' has no setting '{unknown}'. Its settings are {string.Join(", ", Keys)}.");
        }

        providers.Reverse();
        return keys.Aggregate(options, (result, key) => Read(providers, key) is { } text ? Settings[key](result, text) : result);
    }

    /// <summary>Adds the providers whose keys are no secrets. Later ones take precedence.</summary>
    private static void AddProviders(IConfiguration configuration, List<IConfigurationProvider> providers)
    {
        if (configuration is not IConfigurationRoot root)
        {
            // It does not tell which of its keys come from secrets.
            if (configuration.GetSection(Name).Exists())
            {
                throw new ZenException(
                    ErrorCode.InvalidArgument,
                    $"The section '{Name}' is in a part of another configuration, so where it comes from cannot be determined. "
                    + $"Set it in a source of the whole configuration, and pass that.");
            }

            return;
        }

        foreach (var provider in root.Providers)
        {
            if (provider is ChainedConfigurationProvider chained)
            {
                AddProviders(chained.Configuration, providers);
            }
            else if (provider is not ZenConfigurationProvider)
            {
                providers.Add(provider);
            }
        }
    }

    private static string? Read(IEnumerable<IConfigurationProvider> providers, string key)
    {
        foreach (var provider in providers)
        {
            if (provider.TryGet(ConfigurationPath.Combine(Name, key), out var value))
            {
                return value is { Length: > 0 } ? value : null;
            }
        }

        return null;
    }
}
