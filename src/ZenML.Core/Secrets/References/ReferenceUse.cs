using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Core.Secrets.References;

/// <summary>Where a reference is used.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Owner">What the configuration belongs to: the name of a component, or "the settings of the pipeline" and the like.</param>
/// <param name="Path">Where the reference is in the configuration.</param>
public sealed record ReferenceUse(SecretReference Reference, string Owner, ConfigurationPath Path)
{
    /// <summary>The attribute, with the path into nested maps and lists, as messages show it: <c>env[0].value</c>.</summary>
    public string Attribute => Path.ToString();

    /// <summary>Returns the references in the configuration of a component.</summary>
    public static IEnumerable<ReferenceUse> In(Component component) => In(component.Configuration, component.Name);

    /// <summary>Returns the references in a configuration, at any depth.</summary>
    /// <param name="configuration">What to search.</param>
    /// <param name="owner">What it belongs to, for messages.</param>
    public static IEnumerable<ReferenceUse> In(ConfigurationMap configuration, string owner) =>
        In(configuration, owner, ConfigurationPath.Root);

    /// <summary>Returns the references in a part of a configuration, at any depth.</summary>
    /// <param name="part">What to search.</param>
    /// <param name="owner">What the configuration belongs to, for messages.</param>
    /// <param name="path">The path to <paramref name="part"/>.</param>
    public static IEnumerable<ReferenceUse> In(ConfigurationValue part, string owner, ConfigurationPath path)
    {
        foreach (var (place, value) in part.Walk(path))
        {
            if (value is ConfigurationText text && SecretReference.TryParse(text.Text, out var reference))
            {
                yield return new ReferenceUse(reference, owner, place);
            }
        }
    }
}
