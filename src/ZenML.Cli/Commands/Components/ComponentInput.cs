using System.CommandLine;
using ZenML.Cli.CommandLine;
using ZenML.Core.Errors;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Cli.Commands.Components;

/// <summary>What component commands read from a command line.</summary>
internal static class ComponentInput
{
    /// <summary><c>--label/-l key=value</c>.</summary>
    public static Option<string[]> Labels() => new("--label", "-l")
    {
        Description = "A label. Can be repeated.",
        HelpName = "KEY=VALUE",
    };

    /// <summary>Attributes as a configuration; every value is text.</summary>
    public static ConfigurationMap ToConfiguration(IEnumerable<KeyValuePair<string, string>> attributes) =>
        new(attributes.Select(attribute => KeyValuePair.Create<string, ConfigurationValue>(attribute.Key, attribute.Value)));

    /// <summary>The given attributes as the component has them now: text that is a map or list was parsed.</summary>
    public static ConfigurationMap Pick(Component component, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        var given = attributes.Select(attribute => attribute.Key).ToHashSet(StringComparer.Ordinal);
        return new ConfigurationMap(component.Configuration.Where(entry => given.Contains(entry.Key)));
    }

    /// <summary>Warns of values that were probably meant otherwise. Shows none.</summary>
    public static void WarnOfSlips(CliContext context, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            if (!SecretReference.TryParse(value, out _) && !ReferenceInText.IsIn(value) && IsNearReference(value))
            {
                context.Writer.Warn($"The value of '{key}' is not a reference, so it is used as text. A reference is {{{{secret.key}}}}.");
            }
            else if ((key.EndsWith("_uri", StringComparison.Ordinal) || key.EndsWith("_url", StringComparison.Ordinal))
                && IsHostAndPort(value))
            {
                context.Writer.Warn($"The value of '{key}' has no scheme. An address looks like http://127.0.0.1:5000.");
            }
        }
    }

    /// <summary>Labels as written by <see cref="Labels"/>.</summary>
    /// <exception cref="ZenException">One is not of the form key=value.</exception>
    public static OrderedDictionary<string, string> ReadLabels(string[]? labels)
    {
        var read = new OrderedDictionary<string, string>();
        foreach (var label in labels ?? [])
        {
            var equals = label.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"The label '{label}' must have the form key=value.");
            }

            read[label[..equals]] = label[(equals + 1)..];
        }

        return read;
    }

    /// <remarks>Braces around what could be names. JSON has quotation marks or colons, or nothing, in its braces.</remarks>
    private static bool IsNearReference(string value)
    {
        var name = value.Trim(' ', '{', '}');
        return value.Trim() is ['{', .., '}'] && name.Length > 0
            && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.');
    }

    /// <summary>Whether a value looks like <c>127.0.0.1:5000</c>, perhaps with a path.</summary>
    private static bool IsHostAndPort(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var port = colon < 0 ? "" : value[(colon + 1)..].Split('/')[0];
        return colon > 0 && port.Length is > 0 and < 6 && port.All(char.IsAsciiDigit)
            && value[..colon].All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-');
    }
}
