using System.Diagnostics.CodeAnalysis;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>Parses maps and lists that are given as strings, as on a command line: <c>--tags='{"team": "a"}'</c>.</summary>
public interface IStructuredText
{
    /// <summary>Parses a map or a list.</summary>
    /// <returns>False if the string is neither.</returns>
    bool TryRead(string text, [NotNullWhen(true)] out ConfigurationValue? value);
}
