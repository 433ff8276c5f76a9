using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>The link of a run to a version of a model.</summary>
public sealed record ModelRunLink : IResource
{
    /// <summary>The identity.</summary>
    public required Id<ModelRunLink> Id { get; init; }

    /// <summary>The model that the client named. It is not checked.</summary>
    public required Id<Model> Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required Id<ModelVersion> ModelVersion { get; init; }

    /// <summary>The run, without its details.</summary>
    public required PipelineRun Run { get; init; }

    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required Id<User> User { get; init; }

    /// <summary>When the link was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Run.Name;

    Id<Workspace>? IResource.WorkspaceId => Workspace;
}
