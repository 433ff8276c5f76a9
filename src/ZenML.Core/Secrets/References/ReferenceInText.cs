using ZenML.Core.Secrets.Templates;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Secrets.References;

/// <summary>
/// Where a text contains a reference without being one: <c>http://{{db.host}}:5000</c>. Such a text is never resolved; see
/// <see cref="SecretReference"/>.
/// </summary>
/// <param name="Type">The type of the component.</param>
/// <param name="Component">The name of the component.</param>
/// <param name="Attribute">The attribute, with the path into nested maps and lists.</param>
public sealed record ReferenceInText(ComponentType Type, string Component, string Attribute)
{
    /// <summary>Returns the texts with references in the configuration of a component.</summary>
    public static IEnumerable<ReferenceInText> In(Component component)
    {
        ArgumentNullException.ThrowIfNull(component);
        return component.Configuration.Walk(ConfigurationPath.Root)
            .Where(place => place.Value is ConfigurationText text && IsIn(text.Text))
            .Select(place => new ReferenceInText(component.Type, component.Name, place.Path.ToString()));
    }

    /// <summary>Whether a text contains a reference and is not one.</summary>
    /// <remarks>
    /// Two references side by side, <c>{{a.b}}{{c.d}}</c>, have the form of one to an odd key, which no secret has. Those count too.
    /// </remarks>
    public static bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("{{", StringComparison.Ordinal)
            && (!SecretReference.TryParse(text, out var reference) || reference.Key.Contains("}}", StringComparison.Ordinal))
            && SecretTemplate.Parse(text).HasReferences;
    }
}
