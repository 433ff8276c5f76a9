using ZenML.Cli.Output;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Flavors;

/// <summary>
/// Flavors as data for programs: the same document that <c>flavor register</c> reads, with the id before it.
/// </summary>
internal static class FlavorData
{
    /// <summary>Flavors.</summary>
    public static Presentation<Flavor> Presentation { get; } = new(
        "flavors", Of,
        [
            new("FLAVOR", flavor => flavor.Name),
            new("INTEGRATION", flavor => flavor.Definition.Integration ?? ""),
            new("CUSTOM", flavor => flavor.Definition.IsCustom ? "*" : ""),
            new("CONNECTOR TYPE", flavor => flavor.Definition.ConnectorType ?? ""),
            new("RESOURCE TYPE", flavor => flavor.Definition.ConnectorResourceType ?? ""),
            new("SOURCE", flavor => flavor.Definition.Source),
        ]);

    /// <summary>A flavor.</summary>
    public static ConfigurationMap Of(Flavor flavor)
    {
        var document = new ConfigurationMap { ["id"] = flavor.Id.ToString() };
        return document.Merge((ConfigurationMap)ConfigurationJson.Parse(FlavorDocument.WriteJson(flavor.Definition)));
    }
}
