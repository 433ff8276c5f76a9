using ZenML.Core.Querying;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Lists that can be filtered by a tag.</summary>
internal static class TaggedLists
{
    /// <summary>The condition of a list that looks for a tag; null for other lists.</summary>
    /// <param name="query">What to return.</param>
    /// <param name="idColumn">The column with the id of the resource.</param>
    /// <remarks>The contract: rows without any tag never match such a list, not even if another condition is enough.</remarks>
    public static string? Confine(ResourceQuery query, string idColumn) =>
        query.MatchAny && query.Conditions.Any(condition => condition.Field.Name == "tag")
            ? $"EXISTS (SELECT 1 FROM tag_uses tagged WHERE tagged.resource_id = {idColumn})"
            : null;
}
