using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;

namespace ZenML.Core.Querying;

/// <summary>A checked <see cref="ListQuery"/>: what repositories answer.</summary>
/// <param name="Conditions">The comparisons; none means everything.</param>
/// <param name="MatchAny">Whether one comparison that holds is enough; else all must hold.</param>
/// <param name="SortField">What to sort by; ties are broken by ascending id.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Size">How many items a page holds.</param>
/// <param name="Workspace">The workspace that the list is confined to, on top of the comparisons.</param>
/// <param name="Type">The type of component or flavor that the list is confined to, on top of the comparisons.</param>
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
    /// <summary>How many items stand before the page.</summary>
    public long Offset => (Page - 1L) * Size;
}
