using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Errors;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats;

/// <summary>Parses maps and lists in JSON.</summary>
public sealed class StructuredText : IStructuredText
{
    /// <inheritdoc />
    public bool TryRead(string text, [NotNullWhen(true)] out ConfigurationValue? value)
    {
        value = null;
        try
        {
            if (ConfigurationJson.Parse(text) is var read and (ConfigurationMap or ConfigurationList))
            {
                value = read;
            }
        }
        catch (ZenException)
        {
            // Text that is not JSON is an ordinary string.
        }

        return value is not null;
    }
}
