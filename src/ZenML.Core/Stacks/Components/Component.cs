using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Components;

/// <summary>A configured piece of infrastructure. Stacks consist of components.</summary>
public sealed record Component : IResource
{
    /// <summary>The name of the default components of every workspace.</summary>
    public const string DefaultName = "default";

    /// <summary>The id.</summary>
    public required Id<Component> Id { get; init; }

    /// <summary>The name, unique among the components of its type in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required ComponentType Type { get; init; }

    /// <summary>The name of its flavor.</summary>
    public required string Flavor { get; init; }

    /// <summary>
    /// The configuration: secret references as they were written, plain text in sensitive attributes as
    /// <see cref="ConfigurationSensitive"/>.
    /// </summary>
    public required ConfigurationMap Configuration { get; init; }

    /// <summary>The labels, in the order in which they were given.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new OrderedDictionary<string, string>();

    /// <summary>
    /// Whether labels were ever set, even to an empty map. The API distinguishes an empty map from no labels.
    /// </summary>
    public bool HasLabels { get; init; }

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that registered it; null for the default components.</summary>
    public ResourceReference<User>? User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whether it is one of the two default components of a workspace. They cannot be changed or deleted.</summary>
    public bool IsDefault => Name == DefaultName && Type is (ComponentType.Orchestrator or ComponentType.ArtifactStore);

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
