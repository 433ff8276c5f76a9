using System.Text;
using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Exporters;

/// <summary>The manifest of a Kubernetes Secret, with values in base64.</summary>
internal sealed class KubernetesExporter : SecretExporter
{
    private const int LongestKey = 253;

    public override string Format => SecretExporters.Kubernetes;

    public override string FileEnding => ".k8s.yaml";

    private protected override string? FindProblem(string key, string value) =>
        key.Length is 0 or > LongestKey || key == "." || key.StartsWith("..", StringComparison.Ordinal) || !key.All(IsAllowed)
            ? "a key can have up to 253 ASCII letters, digits, underscores, dots and hyphens, and cannot be . or begin with two dots."
            : null;

    private protected override string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries) =>
        ConfigurationYaml.Write(new ConfigurationMap
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new ConfigurationMap
            {
                ["name"] = export.KubernetesName is { } given ? KubernetesName.Check(given) : KubernetesName.Derive(export.Name),
            },
            ["type"] = "Opaque",
            ["data"] = new ConfigurationMap(entries.Select(entry => KeyValuePair.Create<string, ConfigurationValue>(
                entry.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value))))),
        });

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-';
}
