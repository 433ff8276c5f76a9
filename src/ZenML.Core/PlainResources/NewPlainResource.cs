using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;

namespace ZenML.Core.PlainResources;

/// <summary>A plain resource to create.</summary>
public sealed record NewPlainResource
{
    /// <summary>The workspace.</summary>
    public required Id<Workspace> Workspace { get; init; }

    /// <summary>The owner; null for the caller. No other owner is allowed.</summary>
    public Id<User>? User { get; init; }

    /// <summary>The name; null if the kind has none.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The values by the names of the fields; see <see cref="PlainFieldType"/>. Those that are left out get their default.
    /// </summary>
    public required IReadOnlyDictionary<string, object> Values { get; init; }
}
