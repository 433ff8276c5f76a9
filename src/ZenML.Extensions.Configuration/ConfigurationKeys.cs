using Microsoft.Extensions.Configuration;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Extensions.Configuration;

/// <summary>Puts values under their configuration keys.</summary>
internal sealed class ConfigurationKeys(string prefix)
{
    private const string WrittenDelimiter = "__";

    private readonly Dictionary<string, string> origins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values by configuration key.</summary>
    public Dictionary<string, string?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a value under the key that follows from its name.</summary>
    /// <exception cref="ZenException">Another value has this configuration key.</exception>
    public void Add(string secret, string key, SensitiveString value) => Add(Of(prefix, secret, key), secret, key, value);

    /// <summary>Adds a value under a given key.</summary>
    /// <exception cref="ZenException">Another value has this configuration key.</exception>
    public void Add(string configurationKey, string secret, string key, SensitiveString value)
    {
        var origin = new SecretReference(secret, key).ToString();
        if (!origins.TryAdd(configurationKey, origin))
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The configuration key '{configurationKey}' stands for '{origins[configurationKey]}' and for '{origin}'. "
                + $"Read fewer secrets, or give one of them another key with Map.");
        }

        Values.Add(configurationKey, value.Reveal());
    }

    /// <summary>The configuration key of a value.</summary>
    public static string Of(string prefix, string secret, string key)
    {
        var name = secret.Replace("/", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        var path = ConfigurationPath.Combine(Delimit(name), Delimit(key));
        return prefix.Length == 0 ? path : ConfigurationPath.Combine(prefix, path);
    }

    private static string Delimit(string text) =>
        text.Replace(WrittenDelimiter, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
}
