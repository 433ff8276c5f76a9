using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Components;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Components;

/// <summary>Components as they travel.</summary>
internal static class ComponentWire
{
    /// <summary>The component. Hydrated, its sensitive values must be loaded: clients run with what they get.</summary>
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
