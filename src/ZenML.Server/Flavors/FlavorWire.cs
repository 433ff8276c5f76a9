using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Flavors;
using ZenML.Formats;
using ZenML.Protocol.Flavors;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Flavors;

/// <summary>Converts flavors to their wire form.</summary>
internal static class FlavorWire
{
    /// <summary>Converts a flavor.</summary>
    public static FlavorResource ToWire(this Flavor flavor, NamedLoader named, bool hydrate) => new()
    {
        Id = flavor.Id.Value,
        Name = flavor.Name,
        Body = new FlavorBody
        {
            Created = flavor.Created,
            Updated = flavor.Updated,
            User = named.Find(flavor.User),
            Type = flavor.Type.WireName(),
            Integration = flavor.Definition.Integration,
            LogoUrl = flavor.Definition.LogoUrl,
        },
        Metadata = hydrate ? Metadata(flavor, named) : null,
    };

    private static FlavorMetadata Metadata(Flavor flavor, NamedLoader named) => new()
    {
        Workspace = named.Find(flavor.Workspace),
        ConfigSchema = FlavorJsonSchema.Write(flavor.Definition),
        ConnectorType = flavor.Definition.ConnectorType,
        ConnectorResourceType = flavor.Definition.ConnectorResourceType,
        ConnectorResourceIdAttr = flavor.Definition.ConnectorResourceIdAttribute,
        Source = flavor.Definition.Source,
        DocsUrl = flavor.Definition.DocsUrl,
        SdkDocsUrl = flavor.Definition.SdkDocsUrl,
        IsCustom = flavor.Definition.IsCustom,
    };
}
