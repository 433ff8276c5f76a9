using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Secrets.References;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Stacks;

/// <summary>
/// The components that a pipeline runs on: an orchestrator, an artifact store, and at most one of each other type.
/// </summary>
public sealed record Stack : IResource
{
    /// <summary>The name of the default stack of every workspace. It cannot be changed or deleted.</summary>
    public const string DefaultName = "default";

    /// <summary>The id.</summary>
    public required Id<Stack> Id { get; init; }

    /// <summary>The name, unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>The components, in the order of their types.</summary>
    public required IReadOnlyList<Component> Components { get; init; }

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The account that registered it; null for the default stack.</summary>
    public ResourceReference<User>? User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whether it is the default stack.</summary>
    public bool IsDefault => Name == DefaultName;

    /// <summary>Returns the component of a type, or null if the stack has none.</summary>
    public Component? Find(ComponentType type) => Components.FirstOrDefault(component => component.Type == type);

    /// <summary>Returns the secret references in its components.</summary>
    public IReadOnlyList<ReferenceUse> FindReferences() => [.. Components.SelectMany(ReferenceUse.In)];

    /// <summary>Returns the texts in its components that contain a reference without being one, so that it is not resolved.</summary>
    public IReadOnlyList<ReferenceInText> FindReferencesInTexts() => [.. Components.SelectMany(ReferenceInText.In)];

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
