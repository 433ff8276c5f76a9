namespace ZenML.TestKit.Servers;

/// <summary>The names of the accounts that exist in every target.</summary>
public static class TestAccounts
{
    /// <summary>The administrator; in process, the local user.</summary>
    public const string Administrator = "default";

    /// <summary>Another account, without administrator rights.</summary>
    public const string Other = "other";
}
