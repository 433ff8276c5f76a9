using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks.Flavors;

/// <summary>A kind of component, with the attributes that it accepts.</summary>
public sealed record Flavor : IResource
{
    /// <summary>The id.</summary>
    public required Id<Flavor> Id { get; init; }

    /// <summary>The definition.</summary>
    public required FlavorDefinition Definition { get; init; }

    /// <summary>The workspace of a custom flavor; null for built-in flavors.</summary>
    public ResourceReference<Workspace>? Workspace { get; init; }

    /// <summary>The account that registered a custom flavor; null for built-in flavors.</summary>
    public ResourceReference<User>? User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The name.</summary>
    public string Name => Definition.Name;

    /// <summary>The type of component.</summary>
    public ComponentType Type => Definition.Type;

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace?.Id;
}
