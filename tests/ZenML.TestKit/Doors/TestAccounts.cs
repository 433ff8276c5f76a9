namespace ZenML.TestKit.Doors;

/// <summary>The names of the accounts that there are behind every door.</summary>
public static class TestAccounts
{
    /// <summary>The administrator; in process, the local user.</summary>
    public const string Administrator = "default";

    /// <summary>Somebody else, who is no administrator.</summary>
    public const string Other = "other";
}
