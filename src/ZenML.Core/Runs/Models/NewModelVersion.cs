using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Runs.Models;

/// <summary>A version of a model to record; see <see cref="ModelVersion"/>. The store chooses the number.</summary>
public sealed record NewModelVersion
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The model.</summary>
    public required Id<Model> Model { get; init; }

    /// <summary>The name; null for the number, or the next number that no version has as its name.</summary>
    public string? Name { get; init; }

    /// <summary>What the version is.</summary>
    public string? Description { get; init; }

    /// <summary>The stage, which may be any text; null for none.</summary>
    public string? Stage { get; init; }

    /// <summary>The tags. Tags that do not exist are created.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
