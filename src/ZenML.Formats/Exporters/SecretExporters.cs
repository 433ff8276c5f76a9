namespace ZenML.Formats.Exporters;

/// <summary>All formats of exports.</summary>
public static class SecretExporters
{
    /// <summary>The format that is used unless another one is chosen.</summary>
    public const string Default = "yaml";

    /// <summary>The format of <c>.env</c> files.</summary>
    public const string Dotenv = "env";

    /// <summary>The format of Kubernetes manifests, the only one with a name of its own.</summary>
    public const string Kubernetes = "k8s";

    /// <summary>The format of scripts for bash and other POSIX shells.</summary>
    public const string Shell = "shell";

    /// <summary>The exporters, one per format.</summary>
    public static IReadOnlyList<SecretExporter> All { get; } =
    [
        new DotenvExporter(),
        new ShellExporter(),
        new JsonExporter(),
        new YamlExporter(),
        new KubernetesExporter(),
        new DockerExporter(),
    ];

    /// <summary>The exporter of a format.</summary>
    /// <param name="format">A <see cref="SecretExporter.Format"/>.</param>
    public static SecretExporter Of(string format) => All.Single(exporter => exporter.Format == format);
}
