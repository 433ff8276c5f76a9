using ZenML.Core.Runs.Artifacts;

namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Reads artifacts, alone and as part of other rows, without tags.</summary>
internal static class ArtifactRows
{
    public const string Columns = "a.id, a.name, a.has_custom_name, a.created, a.updated, latest.id, latest.version";

    public const string Joins =
        """
        LEFT JOIN artifact_versions latest
            ON latest.id = (
                SELECT newest.id FROM artifact_versions newest WHERE newest.artifact_id = a.id
                ORDER BY newest.created DESC, newest.id DESC LIMIT 1)
        """;

    public static Artifact Map(RowCursor row) => new()
    {
        Id = row.Id<Artifact>(),
        Name = row.Text(),
        HasCustomName = row.Truth(),
        Created = row.Time(),
        Updated = row.Time(),
        LatestVersion = row.Optional(2, latest => latest.ResourceReference<ArtifactVersion>()),
    };
}
