using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Formats.Exporters;

/// <summary><c>export KEY='VALUE'</c> for bash and other POSIX shells.</summary>
internal sealed class ShellExporter : SecretExporter
{
    /// <summary>Variables of bash that cannot be assigned, or that do not keep what is assigned.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "BASHOPTS", "BASHPID", "BASH_ALIASES", "BASH_ARGC", "BASH_ARGV", "BASH_CMDS", "BASH_COMMAND", "BASH_COMPAT",
        "BASH_LINENO", "BASH_SOURCE", "BASH_SUBSHELL", "BASH_VERSINFO", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID",
        "FUNCNAME", "GROUPS", "HISTCMD", "LINENO", "OPTIND", "PIPESTATUS", "PPID", "RANDOM", "SECONDS", "SHELLOPTS", "SHLVL",
        "SRANDOM", "UID", "_",
    };

    public override string Format => "shell";

    public override string FileEnding => ".sh";

    private protected override string? FindProblem(string key, string value) =>
        !IsName(key) ? "a shell variable can have only ASCII letters, digits and underscores, and cannot begin with a digit."
        : Reserved.Contains(key) ? "bash uses this variable itself."
        : LoadingVariables.Contains(key) ? "this variable changes which code programs run."
        : value.Contains('\0') ? "its value has a NUL character."
        : null;

    private protected override string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in entries)
        {
            text.Append("export ").Append(key).Append("='").Append(value.Replace("'", @"'\''", StringComparison.Ordinal)).Append("'\n");
        }

        return text.ToString();
    }

    private static bool IsName(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
