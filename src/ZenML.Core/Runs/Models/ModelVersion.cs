using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Metadata;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>One version of a model.</summary>
public sealed record ModelVersion : IResource
{
    /// <summary>The identity.</summary>
    public required Id<ModelVersion> Id { get; init; }

    /// <summary>The model.</summary>
    public required Model Model { get; init; }

    /// <summary>The number, unique for the model.</summary>
    public required long Number { get; init; }

    /// <summary>The name, unique for the model: the number, unless a person chose it.</summary>
    public required string Name { get; init; }

    /// <summary>What the version is.</summary>
    public string? Description { get; init; }

    /// <summary>The stage; null for none. Clients may create a version with a stage that is not in <see cref="ModelStages"/>.</summary>
    public string? Stage { get; init; }

    /// <summary>The tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The linked artifact versions, in the order in which they were linked.</summary>
    public IReadOnlyList<LinkedArtifact> Artifacts { get; init; } = [];

    /// <summary>The linked runs, in the order in which they were linked.</summary>
    public IReadOnlyList<ResourceReference<PipelineRun>> Runs { get; init; } = [];

    /// <summary>Metadata of the version; empty unless it was asked for.</summary>
    public IReadOnlyList<RunMetadata> Metadata { get; init; } = [];

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When the record was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the record last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => $"{Model.Name} {Name}";

    /// <remarks>Who may change a model may change its versions, wherever they were recorded.</remarks>
    Id<Workspace>? IResource.WorkspaceId => Model.Workspace.Id;
}
