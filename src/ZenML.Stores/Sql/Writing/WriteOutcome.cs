namespace ZenML.Stores.Sql.Writing;

/// <summary>What is said to someone whose change may have been made.</summary>
internal static class WriteOutcome
{
    /// <summary>
    /// How to find out. A change and its record in the audit are one transaction, so either shows it.
    /// </summary>
    public const string HowToSee = "Check what was changed, or run 'zenml audit list', before you try again.";
}
