using System.Text;

namespace ZenML.Formats.Exporters;

/// <summary>The file of docker's <c>--env-file</c>: one line per key, without quotes or escapes.</summary>
internal sealed class DockerExporter : SecretExporter
{
    /// <summary>Docker reads lines into a buffer of 64 KiB, line break included.</summary>
    private const int LongestLine = (64 * 1024) - 2;

    public override string Format => "docker";

    public override string FileEnding => ".docker.env";

    private protected override string? FindProblem(string key, string value) =>
        key.Length == 0 || key[0] is '#' or '\uFEFF' || key.Any(character => character == '=' || IsBlank(character))
            ? "a key cannot be empty, begin with #, or have white space, control characters or an equals sign."
        : value.AsSpan().ContainsAny('\r', '\n') ? "its value has a line break, and the format has no quotes."
        : value.Contains('\0') ? "its value has a NUL character."
        : Encoding.UTF8.GetByteCount(key) + 1 + Encoding.UTF8.GetByteCount(value) > LongestLine
            ? "docker reads lines of less than 64 KiB only."
        : null;

    private protected override string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in entries)
        {
            text.Append(key).Append('=').Append(value).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || char.IsControl(character);
}
