using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Querying;

/// <summary>A parsed <see cref="ListQuery"/>, for repositories.</summary>
/// <param name="Conditions">The conditions; empty for everything.</param>
/// <param name="MatchAny">Whether any condition is enough; otherwise all must match.</param>
/// <param name="SortField">The sort field. Ties are broken by ascending id.</param>
/// <param name="Descending">Whether to sort in descending order.</param>
/// <param name="Page">The number of the page, from 1.</param>
/// <param name="Size">The number of items per page.</param>
/// <param name="Workspace">The workspace, in addition to the conditions; null for all.</param>
/// <param name="Type">The type of component or flavor, in addition to the conditions; null for all.</param>
public sealed record ResourceQuery(
    IReadOnlyList<FilterCondition> Conditions,
    bool MatchAny,
    FilterField SortField,
    bool Descending,
    int Page,
    int Size,
    Id<Workspace>? Workspace,
    ComponentType? Type)
{
    /// <summary>The number of items before the page.</summary>
    public long Offset => (Page - 1L) * Size;
}
