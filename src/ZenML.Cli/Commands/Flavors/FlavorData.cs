using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;

namespace ZenML.Cli.Commands.Flavors;

/// <summary>Flavors as data for programs: the same document that <c>flavor register</c> reads, with the id before it.</summary>
internal static class FlavorData
{
    public static ConfigurationMap Of(Flavor flavor)
    {
        var document = new ConfigurationMap { ["id"] = flavor.Id.ToString() };
        return document.Merge((ConfigurationMap)ConfigurationJson.Parse(FlavorDocument.WriteJson(flavor.Definition)));
    }
}
