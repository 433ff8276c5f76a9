using ZenML.Cli.Output;
using ZenML.Core.Resources;
using ZenML.Core.Secrets;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Components;

/// <summary>Components as data for programs. The names and their order are part of the compatibility promise.</summary>
internal static class ComponentDocument
{
    /// <summary>Components of one type, the active one marked.</summary>
    public static Presentation<Component> Present(ComponentType type, Id<Component>? active) => new(
        ComponentNoun.Plural(type), Of,
        [
            new("ACTIVE", component => component.Id == active ? "*" : ""),
            new("NAME", component => component.Name),
            new("COMPONENT ID", component => component.Id.ToString(), IsId: true),
            new("FLAVOR", component => component.Flavor),
            new("OWNER", component => component.User?.Name ?? "-"),
        ]);

    /// <summary>A component; plain text in sensitive attributes is masked.</summary>
    public static ConfigurationMap Of(Component component) => new()
    {
        ["id"] = component.Id.ToString(),
        ["name"] = component.Name,
        ["type"] = component.Type.WireName(),
        ["flavor"] = component.Flavor,
        ["configuration"] = Masked(component.Configuration),
        ["labels"] = new ConfigurationMap(
            component.Labels.Select(label => KeyValuePair.Create<string, ConfigurationValue>(label.Key, label.Value))),
        ["workspace"] = component.Workspace.Name,
        ["user"] = Optional.Document(component.User?.Name),
        ["created"] = Times.Text(component.Created),
        ["updated"] = Times.Text(component.Updated),
    };

    /// <summary>A component as a part of a stack.</summary>
    public static ConfigurationMap InStack(Component component) => new()
    {
        ["id"] = component.Id.ToString(),
        ["name"] = component.Name,
        ["type"] = component.Type.WireName(),
        ["flavor"] = component.Flavor,
        ["configuration"] = Masked(component.Configuration),
    };

    /// <summary>
    /// One attribute for people: references as written, plain text in sensitive attributes masked.
    /// </summary>
    public static string Text(ConfigurationValue value) => value switch
    {
        ConfigurationText or ConfigurationSensitive => ((ConfigurationText)AddressCredentials.Show(value)).Text,
        _ => ConfigurationJson.Write(AddressCredentials.Show(value)),
    };

    private static ConfigurationMap Masked(ConfigurationMap configuration) => (ConfigurationMap)AddressCredentials.Show(configuration);
}
