using System.Text;
using ZenML.Core.Secrets;

namespace ZenML.Formats.Exporters;

/// <summary><c>export KEY='VALUE'</c> for bash and other POSIX shells.</summary>
internal sealed class ShellExporter : SecretExporter
{
    public override string Format => "shell";

    public override string FileEnding => ".sh";

    private protected override string? FindProblem(string key, string value) =>
        !ShellVariable.IsName(key) ? "a shell variable can have only ASCII letters, digits and underscores, and cannot begin with a digit."
        : ShellVariable.IsReserved(key) ? "bash uses this variable itself."
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
}
