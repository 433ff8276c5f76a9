namespace ZenML.Cli.CommandLine;

/// <summary>
/// Second names of commands, the same in every group. Help shows them. <see cref="CommandSynonyms"/> has words that are only suggestions.
/// </summary>
internal static class CommandAliases
{
    /// <summary>The second name of a command; null if it has none.</summary>
    public static string? Find(string command) => command switch
    {
        "list" => "ls",
        "delete" or "revoke" => "rm",
        "describe" => "show",
        "connect" => "login",
        "disconnect" => "logout",
        _ => null,
    };

    /// <summary>Whether a word names a command.</summary>
    public static bool IsName(string word, string command) => word == command || word == Find(command);
}
