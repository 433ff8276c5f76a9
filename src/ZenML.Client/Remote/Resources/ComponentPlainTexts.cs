using ZenML.Core.Secrets;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;

namespace ZenML.Client.Remote.Resources;

/// <summary>Plain text in components of a server, which sends configurations in the clear.</summary>
internal static class ComponentPlainTexts
{
    /// <summary>
    /// Returns the text that a server must not repeat in a message. The client does not know the sensitive attributes before the
    /// server has checked the flavor.
    /// </summary>
    public static IEnumerable<string> Of(ConfigurationMap configuration) => configuration.Leaves()
        .Select(PlainText).OfType<string>().Where(text => text.Length > 3);

    /// <summary>Whether a component has any plain text.</summary>
    public static bool AreIn(Component component) => component.Configuration.Leaves().Any(leaf => PlainText(leaf) is not null);

    /// <summary>Returns a component without its sensitive values.</summary>
    public static Component Hide(Component marked) => marked with
    {
        Configuration = marked.Configuration.WithLeaves(
            leaf => leaf is ConfigurationSensitive hidden ? hidden with { Value = null } : leaf),
    };

    /// <summary>
    /// Marks plain text in sensitive attributes as sensitive, all plain text if the flavor is unknown, and addresses with a password.
    /// </summary>
    public static Component Mark(Component component, Flavor? flavor) => component with
    {
        Configuration = new ConfigurationMap(component.Configuration.Select(entry => KeyValuePair.Create(
            entry.Key,
            flavor is null || flavor.Definition.Schema.Find(entry.Key) is { IsSensitive: true }
                ? entry.Value.WithLeaves(leaf => PlainText(leaf) is { } text ? new ConfigurationSensitive(new SensitiveString(text)) : leaf)
                : AddressCredentials.SetApart(entry.Value)))),
    };

    private static string? PlainText(ConfigurationValue value) => value switch
    {
        ConfigurationSensitive sensitive => sensitive.Value?.Reveal(),
        ConfigurationText text => SecretReference.TryParse(text.Text, out _) || text.Text.Length == 0 ? null : text.Text,
        ConfigurationNumber number => number.Digits,
        _ => null,
    };
}
