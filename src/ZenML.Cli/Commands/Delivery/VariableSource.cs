using ZenML.Core.Secrets.Templates;

namespace ZenML.Cli.Commands.Delivery;

/// <summary>A variable whose text the person wrote.</summary>
/// <param name="Name">The name.</param>
/// <param name="Template">The text.</param>
/// <param name="Place">Where it was written, as messages show it.</param>
internal sealed record VariableSource(string Name, SecretTemplate Template, string Place)
{
    /// <summary>The references in the text.</summary>
    public IEnumerable<ReferencePlace> References => Template.References.Select(part => new ReferencePlace(part.Reference!, Place));
}
