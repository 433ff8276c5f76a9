using Microsoft.Extensions.Configuration;
using ZenML.Core.Errors;
using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;

namespace ZenML.Extensions.Configuration;

/// <summary>Puts values under their configuration keys. What was added first takes precedence.</summary>
internal sealed class ConfigurationKeys(string prefix)
{
    private const string WrittenDelimiter = "__";

    private readonly Dictionary<string, Origin> origins = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ZenException> problems = [];

    /// <summary>The values by configuration key.</summary>
    public Dictionary<string, string?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why values were left out.</summary>
    public IReadOnlyList<ZenException> Problems => problems;

    /// <summary>Adds a value under the key that follows from its name.</summary>
    /// <param name="secret">The name of the secret.</param>
    /// <param name="key">The key in it.</param>
    /// <param name="value">The value.</param>
    /// <param name="isNamed">Whether the program names the secret, so that leaving the value out is an error.</param>
    /// <exception cref="ZenException">Another value that the program names has this configuration key.</exception>
    public void Add(string secret, string key, SensitiveString value, bool isNamed) =>
        Add(Of(prefix, secret, key), secret, key, value, isNamed);

    /// <summary>Adds a value under a given key.</summary>
    /// <exception cref="ZenException">As in <see cref="Add(string, string, SensitiveString, bool)"/>.</exception>
    public void Add(string configurationKey, string secret, string key, SensitiveString value, bool isNamed = true)
    {
        var origin = new Origin(new SecretReference(secret, key).ToString(), isNamed);
        if (ClientSection.Contains(configurationKey))
        {
            // Whoever can create a secret could choose the server that gets the login of the program.
            problems.Add(new ZenException(
                ErrorCode.InvalidArgument,
                $"'{origin.Reference}' is left out: secrets cannot set '{configurationKey}', because the section "
                + $"'{ClientSection.Name}' says where they come from."));
        }
        else if (origins.TryAdd(configurationKey, origin))
        {
            Values.Add(configurationKey, value.Reveal());
        }
        else if (origins[configurationKey] is { IsNamed: true } other && isNamed)
        {
            throw new ZenException(
                ErrorCode.InvalidArgument,
                $"The configuration key '{configurationKey}' would come from '{other.Reference}' and from '{origin.Reference}'. "
                + $"Read fewer secrets, or give one of them another key with Map.");
        }
        else
        {
            problems.Add(new ZenException(
                ErrorCode.InvalidArgument,
                $"'{origin.Reference}' is left out: the configuration key '{configurationKey}' already comes from "
                + $"'{origins[configurationKey].Reference}'. Rename one of them, or read fewer secrets."));
        }
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

    private sealed record Origin(string Reference, bool IsNamed);
}
