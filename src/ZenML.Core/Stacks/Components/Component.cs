using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>A configured piece of infrastructure that stacks are made of.</summary>
public sealed record Component : IResource
{
    /// <summary>The name of the components that every workspace begins with.</summary>
    public const string DefaultName = "default";

    /// <summary>The identity.</summary>
    public required Id<Component> Id { get; init; }

    /// <summary>The name, unique among the components of its type in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required ComponentType Type { get; init; }

    /// <summary>The name of its flavor.</summary>
    public required string Flavor { get; init; }

    /// <summary>
    /// Its configuration as it was given: references as their text; plain text in sensitive attributes as <see cref="ConfigurationSensitive"/>.
    /// </summary>
    public required ConfigurationMap Configuration { get; init; }

    /// <summary>Labels, in the order in which they were given.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>Whether somebody gave it labels, even none. Others' answers tell "no labels" and "never any" apart, so it is kept.</summary>
    public bool HasLabels { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that registered it; null for the default components.</summary>
    public ResourceReference<User>? User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whether it is one of the two that every workspace begins with. They cannot be changed or deleted.</summary>
    public bool IsDefault => Name == DefaultName && Type is (ComponentType.Orchestrator or ComponentType.ArtifactStore);

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;
}
