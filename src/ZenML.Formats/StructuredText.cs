using System.Diagnostics.CodeAnalysis;
using ZenML.Core.Configurations;

namespace ZenML.Formats;

/// <summary>Reads maps and lists that someone wrote as JSON or YAML.</summary>
public sealed class StructuredText : IStructuredText
{
    /// <inheritdoc />
    public bool TryRead(string text, [NotNullWhen(true)] out ConfigurationValue? value) => throw new NotImplementedException();
}
