using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>A named model, whose versions collect the artifacts and runs that belong together.</summary>
public sealed record Model : IResource
{
    /// <summary>The identity.</summary>
    public required Id<Model> Id { get; init; }

    /// <summary>The name, unique in the store.</summary>
    public required string Name { get; init; }

    /// <summary>What people write about it.</summary>
    public ModelCard Card { get; init; } = ModelCard.Empty;

    /// <summary>Whether clients also save its artifacts to a model registry.</summary>
    public bool SaveToRegistry { get; init; } = true;

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The version with the highest number; null if there is none.</summary>
    public ResourceReference<ModelVersion>? LatestVersion { get; init; }

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
