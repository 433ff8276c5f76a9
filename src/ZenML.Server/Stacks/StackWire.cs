using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Protocol.Components;
using ZenML.Protocol.Stacks;
using ZenML.Server.Components;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Stacks;

/// <summary>Converts stacks to their wire form.</summary>
internal static class StackWire
{
    /// <summary>Converts a stack with unhydrated components.</summary>
    public static StackResource ToWire(this Stack stack, NamedLoader named, bool hydrate) => new()
    {
        Id = stack.Id.Value,
        Name = stack.Name,
        Body = new StackBody { Created = stack.Created, Updated = stack.Updated, User = named.Find(stack.User) },
        Metadata = hydrate
            ? new StackMetadata
            {
                Workspace = named.Find(stack.Workspace),
                Components = stack.Components.ToDictionary(
                    component => component.Type.WireName(),
                    component => (IReadOnlyList<ComponentResource>)[component.ToWire(named, hydrate: false)]),
            }
            : null,
    };
}
