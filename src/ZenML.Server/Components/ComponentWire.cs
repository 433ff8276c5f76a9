using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Components;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Components;

/// <summary>Converts components to their wire form.</summary>
internal static class ComponentWire
{
    /// <summary>Converts a component. To hydrate it, load its sensitive values first: clients use them for runs.</summary>
    public static ComponentResource ToWire(this Component component, NamedLoader named, bool hydrate) => new()
    {
        Id = component.Id.Value,
        Name = component.Name,
        Body = new ComponentBody
        {
            Created = component.Created,
            Updated = component.Updated,
            User = named.Find(component.User),
            Type = component.Type.WireName(),
            Flavor = component.Flavor,
        },
        Metadata = hydrate
            ? new ComponentMetadata
            {
                Workspace = named.Find(component.Workspace),
                Configuration = component.Configuration,
                Labels = component.HasLabels ? component.Labels : null,
            }
            : null,
    };
}
