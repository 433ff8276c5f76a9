using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>A component to register.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Type">The type.</param>
/// <param name="Name">The name.</param>
/// <param name="Flavor">The name of its flavor.</param>
/// <param name="Configuration">The configuration. Strings can be secret references.</param>
public sealed record NewComponent(Id<Workspace> Workspace, ComponentType Type, string Name, string Flavor, ConfigurationMap Configuration)
{
    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>
    /// Whether strings are stored unchanged, as clients of ZenML 0.58 expect, which send every value as a string.
    /// Otherwise they are converted to the types of the flavor.
    /// </summary>
    public bool KeepsText { get; init; }

    /// <summary>Whether labels are set, even to an empty map.</summary>
    public bool HasLabels { get; init; }
}
