namespace ZenML.Stores.Sql.Repositories.Tracking;

/// <summary>The value of fields about resources that this store does not have: schedules, builds, code repositories. No filter matches it.</summary>
internal static class UnsupportedField
{
    public const string Sql = "CAST(NULL AS CHAR) {}";
}
