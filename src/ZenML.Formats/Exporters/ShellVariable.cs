using ZenML.Core.Secrets;

namespace ZenML.Formats.Exporters;

/// <summary>Which keys can be variables of a shell.</summary>
internal static class ShellVariable
{
    /// <summary>
    /// Variables of bash that cannot be assigned, or that do not keep what is assigned. Some are numbers: assigning a text to them makes
    /// bash evaluate it, and that can run commands.
    /// </summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_CMDS", "BASH_COMMAND", "BASH_COMPAT",
        "BASH_LINENO", "BASH_SOURCE", "BASH_SUBSHELL", "BASH_VERSINFO", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID",
        "FUNCNAME", "GROUPS", "HISTCMD", "LINENO", "OPTIND", "PIPESTATUS", "PPID", "RANDOM", "SECONDS", "SHELLOPTS", "SHLVL",
        "SRANDOM", "UID", "_",
    };

    /// <summary>Whether a shell has variables of such a name.</summary>
    public static bool IsName(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>Whether bash uses this variable itself.</summary>
    public static bool IsReserved(string key) => Reserved.Contains(key);

    /// <summary>Whether assigning a text to this variable only keeps the text.</summary>
    public static bool IsHarmless(string key) => IsName(key) && !IsReserved(key) && !LoadingVariables.Contains(key);
}
