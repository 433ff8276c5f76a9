using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Secrets;
using ZenML.Core.Workspaces;

namespace ZenML.Core.PlainResources;

/// <summary>A resource that is stored and returned, and never interpreted.</summary>
public sealed record PlainResource : IResource
{
    /// <summary>The kind.</summary>
    public required PlainResourceKind Kind { get; init; }

    /// <summary>The identity.</summary>
    public required Id<PlainResource> Id { get; init; }

    /// <summary>The name; null if the kind has none.</summary>
    public string? Name { get; init; }

    /// <summary>The workspace.</summary>
    public required ResourceReference<Workspace> Workspace { get; init; }

    /// <summary>The owner.</summary>
    public required ResourceReference<User> User { get; init; }

    /// <summary>When it was created, UTC, to the microsecond.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed, UTC, to the microsecond.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>
    /// The values, in the order of the kind's fields; see <see cref="PlainFieldType"/>. Those of sealed fields and those that only a
    /// hydrated response has are null unless details were asked for.
    /// </summary>
    public required IReadOnlyList<object?> Values { get; init; }

    /// <summary>The pipeline that a field nests; null without one, or if details were not asked for.</summary>
    public RegisteredPipeline? Pipeline { get; init; }

    /// <summary>The stack that a field nests; null without one, or if details were not asked for.</summary>
    public StackSummary? Stack { get; init; }

    /// <summary>Whether it has encrypted values that are not empty.</summary>
    public bool HoldsValues => Values.OfType<SensitiveString>().Any(value => !value.Equals(PlainDefaults.EmptySealedMap));

    Guid IResource.Uuid => Id.Value;

    string IResource.DisplayName => Name ?? Id.ToString();

    Id<Workspace>? IResource.WorkspaceId => Workspace.Id;
}
