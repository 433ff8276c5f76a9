using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>A model to record; see <see cref="Model"/>.</summary>
public sealed record NewModel
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What people write about it.</summary>
    public ModelCard Card { get; init; } = ModelCard.Empty;

    /// <summary>Whether clients also save its artifacts to a model registry.</summary>
    public bool SaveToRegistry { get; init; } = true;

    /// <summary>The tags. Tags that do not exist are created.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
