namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>Fields about resources that this store does not have: schedules, builds, code repositories. No filter matches them.</summary>
internal static class UnsupportedField
{
    public const string Sql = "CAST(NULL AS CHAR) {}";
}
