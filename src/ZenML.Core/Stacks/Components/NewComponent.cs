using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>A component to be registered.</summary>
/// <param name="Workspace">The workspace that it will belong to.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Flavor">The name of its flavor.</param>
/// <param name="Configuration">Its configuration; texts may be references.</param>
public sealed record NewComponent(Id<Workspace> Workspace, ComponentType Type, string Name, string Flavor, ConfigurationMap Configuration)
{
    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>
    /// Whether texts are stored as they are, as clients of ZenML 0.58 expect, which send every value as text. Otherwise they
    /// become values of the type that the flavor says.
    /// </summary>
    public bool KeepsText { get; init; }

    /// <summary>Whether labels are given, even none.</summary>
    public bool HasLabels { get; init; }
}
