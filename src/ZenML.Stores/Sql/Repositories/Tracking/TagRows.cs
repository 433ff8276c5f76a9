using ZenML.Core.Runs.Artifacts;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads tags, alone and as part of other rows.</summary>
internal static class TagRows
{
    /// <summary>The color of the tag <c>t</c>.</summary>
    public const string Color = "COALESCE(t.color, 'grey')";

    public const string Columns =
        $"t.id, t.name, (SELECT COUNT(*) FROM tag_uses every WHERE every.tag_id = t.id), t.created, t.updated, {Color}";

    public static Tag Map(RowCursor row) =>
        new(row.Id<Tag>(), row.Text(), row.Number(), row.Time(), row.Time()) { Color = row.Text() };
}
