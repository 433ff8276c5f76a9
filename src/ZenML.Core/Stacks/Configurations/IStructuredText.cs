using System.Diagnostics.CodeAnalysis;

namespace ZenML.Core.Stacks.Configurations;

/// <summary>Reads maps and lists that someone wrote as text, as on a command line: <c>--tags='{"team": "a"}'</c>.</summary>
public interface IStructuredText
{
    /// <summary>Reads a map or a list.</summary>
    /// <returns>Whether the text is one.</returns>
    bool TryRead(string text, [NotNullWhen(true)] out ConfigurationValue? value);
}
