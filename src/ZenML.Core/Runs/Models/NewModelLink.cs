using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>What a link to a version of a model has, whatever it links.</summary>
public record NewModelLink
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The model. It is stored as given and not checked.</summary>
    public required Id<Model> Model { get; init; }

    /// <summary>The version of the model.</summary>
    public required Id<ModelVersion> ModelVersion { get; init; }
}
