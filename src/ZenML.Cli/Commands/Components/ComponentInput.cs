using System.CommandLine;
using ZenML.Core.Errors;
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
                throw new ZenException(ErrorCode.InvalidArgument, $"The label '{label}' must have the form key=value.");
            }

            read[label[..equals]] = label[(equals + 1)..];
        }

        return read;
    }
}
