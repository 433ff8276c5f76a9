using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Exporters;

/// <summary>A YAML map, which <c>secret create --values</c> reads. It can express everything.</summary>
internal sealed class YamlExporter : SecretExporter
{
    public override string Format => SecretExporters.Default;

    public override string FileEnding => ".yaml";

    private protected override string? FindProblem(string key, string value) => null;

    private protected override string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries) =>
        ConfigurationYaml.Write(
            new ConfigurationMap(entries.Select(entry => KeyValuePair.Create<string, ConfigurationValue>(entry.Key, entry.Value))));
}
