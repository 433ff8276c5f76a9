using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Secrets.References;

/// <summary>Where a reference is used.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Owner">What carries it: the component's name, or "settings of the pipeline" and the like.</param>
/// <param name="Attribute">The attribute, with the way into nested maps and lists: <c>env[0].value</c>.</param>
public sealed record ReferenceUse(SecretReference Reference, string Owner, string Attribute)
{
    /// <summary>The references in the configuration of a component.</summary>
    public static IEnumerable<ReferenceUse> In(Component component) => In(component.Configuration, component.Name);

    /// <summary>The references in a configuration, at any depth.</summary>
    /// <param name="configuration">What to search.</param>
    /// <param name="owner">What carries it, for messages.</param>
    public static IEnumerable<ReferenceUse> In(ConfigurationMap configuration, string owner) =>
        configuration.SelectMany(entry => In(entry.Value, owner, entry.Key));

    private static IEnumerable<ReferenceUse> In(ConfigurationValue value, string owner, string path) => value switch
    {
        ConfigurationText text when SecretReference.TryParse(text.Text, out var reference) => [new ReferenceUse(reference, owner, path)],
        ConfigurationMap map => map.SelectMany(entry => In(entry.Value, owner, $"{path}.{entry.Key}")),
        ConfigurationList list => list.SelectMany((item, index) => In(item, owner, $"{path}[{index}]")),
        _ => [],
    };
}
