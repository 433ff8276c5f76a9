using ZenML.Client.Remote.Wire;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Client.Remote.Resources;

/// <summary>A component to create.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Type">The type.</param>
/// <param name="Name">The name.</param>
/// <param name="Flavor">The flavor.</param>
/// <param name="Configuration">The configuration, its values in the clear.</param>
internal sealed record ComponentRequest(
    Id<Workspace> Workspace, ComponentType Type, string Name, string Flavor, ConfigurationMap Configuration)
{
    /// <summary>The labels; null for no labels, which differs from an empty map.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The metadata of a component whose service connector is copied; null for no connector.</summary>
    public WireValue? ConnectorOf { get; init; }

    /// <summary>Returns a description without the configuration, which may contain values.</summary>
    public override string ToString() => $"{Type.WireName()} {Name}";
}
