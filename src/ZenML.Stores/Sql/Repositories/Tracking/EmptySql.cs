namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Fields of things that this store does not keep: schedules, builds, code repositories. Nothing ever fits them.</summary>
internal static class EmptySql
{
    public const string Field = "CAST(NULL AS CHAR) {}";
}
