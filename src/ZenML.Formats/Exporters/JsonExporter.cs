using ZenML.Core.Stacks.Configurations;

namespace ZenML.Formats.Exporters;

/// <summary>A JSON object. It can express everything.</summary>
internal sealed class JsonExporter : SecretExporter
{
    public override string Format => "json";

    public override string FileEnding => ".json";

    private protected override string? FindProblem(string key, string value) => null;

    private protected override string Render(SecretExport export, IReadOnlyList<KeyValuePair<string, string>> entries) =>
        ConfigurationJson.Write(
            new ConfigurationMap(entries.Select(entry => KeyValuePair.Create<string, ConfigurationValue>(entry.Key, entry.Value))),
            indented: true) + "\n";
}
