namespace ZenML.Server.Configuration;

/// <summary>OpenTelemetry settings. They apply if <see cref="SettingNames.TelemetryEndpoint"/> is set.</summary>
internal static class TelemetrySettings
{
    /// <summary>The prefix of the settings. Other variables with this prefix are ignored.</summary>
    public const string Prefix = "OTEL_";

    private static readonly string[] Files =
        ["OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", ClientKey];

    /// <summary>The file with the private key that authenticates this server to a collector.</summary>
    public const string ClientKey = "OTEL_EXPORTER_OTLP_CLIENT_KEY";

    /// <summary>The names of the settings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        SettingNames.TelemetryEndpoint, .. OfExporter(""), .. OfExporter("TRACES_"), "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        .. OfExporter("METRICS_"), "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
        "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION", .. Files, "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT",
        "OTEL_METRICS_EXEMPLAR_FILTER", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BSP_EXPORT_TIMEOUT", "OTEL_BSP_MAX_QUEUE_SIZE",
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
        "OTEL_SDK_DISABLED",
    ];

    /// <summary>Whether a setting has this name.</summary>
    public static bool Exists(string name) => Names.Contains(name);

    /// <summary>Returns the OpenTelemetry settings among all settings, with absolute file paths.</summary>
    public static Dictionary<string, string> Read(IReadOnlyDictionary<string, string> settings) => settings
        .Where(setting => setting.Value.Length > 0 && Exists(setting.Key))
        .ToDictionary(setting => setting.Key, setting => Files.Contains(setting.Key) ? Path.GetFullPath(setting.Value) : setting.Value);

    private static IEnumerable<string> OfExporter(string signal) =>
        ((string[])["PROTOCOL", "HEADERS", "TIMEOUT", "COMPRESSION"]).Select(name => $"OTEL_EXPORTER_OTLP_{signal}{name}");
}
