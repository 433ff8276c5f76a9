using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZenML.Core.Runs;
using ZenML.Formats;

namespace ZenML.Client.Remote.Resources;

/// <summary>
/// Pipelines and their configurations in the form that the Python client reads, with every property that it requires, so that it can
/// show runs of this library.
/// </summary>
internal static class RunDocuments
{
    /// <summary>The property for settings in the configuration of a pipeline. It is the only one that accepts any value.</summary>
    public const string Settings = "extra";

    private static readonly string[] StepSwitches =
        ["enable_cache", "enable_artifact_metadata", "enable_artifact_visualization", "enable_step_logs"];
    private static readonly string[] StepNulls =
        ["step_operator", "experiment_tracker", "failure_hook_source", "success_hook_source", "model", "retry"];
    private static readonly string[] StepMaps =
    [
        "parameters", "settings", "extra", "outputs", "caching_parameters", "external_input_artifacts", "model_artifacts_or_metadata",
        "client_lazy_loaders",
    ];

    /// <summary>The version hash of a pipeline, from the names of its steps.</summary>
    public static string Hash(NewPipelineRun run) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [run.Pipeline, .. run.Steps]))))[..32];

    /// <summary>Writes the specification of a pipeline.</summary>
    public static void WriteSpecification(Utf8JsonWriter writer, NewPipelineRun run)
    {
        writer.WriteStartObject("spec");
        writer.WriteString("version", "0.4");
        WriteSource(writer, run.Pipeline, run.Pipeline);
        WriteEmpty(writer, "parameters");
        writer.WriteStartArray("steps");
        foreach (var (index, step) in run.Steps.Index())
        {
            writer.WriteStartObject();
            WriteStepSpecification(writer, run, index, step);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes the configuration of a pipeline and of its steps.</summary>
    public static void WriteConfigurations(Utf8JsonWriter writer, NewPipelineRun run)
    {
        writer.WriteStartObject("pipeline_configuration");
        foreach (var name in (string[])[.. StepSwitches, "failure_hook_source", "success_hook_source", "model", "parameters", "retry"])
        {
            writer.WriteNull(name);
        }

        WriteEmpty(writer, "settings");
        writer.WritePropertyName(Settings);
        writer.WriteRawValue(ConfigurationJson.Write(run.Settings));
        writer.WriteString("name", run.Pipeline);
        writer.WriteEndObject();

        writer.WriteStartObject("step_configurations");
        foreach (var (index, step) in run.Steps.Index())
        {
            writer.WriteStartObject(step);
            writer.WriteStartObject("spec");
            WriteStepSpecification(writer, run, index, step);
            writer.WriteEndObject();
            writer.WriteStartObject("config");
            writer.WriteString("name", step);
            foreach (var name in (string[])[.. StepSwitches, .. StepNulls])
            {
                writer.WriteNull(name);
            }

            foreach (var name in StepMaps)
            {
                WriteEmpty(writer, name);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void WriteEmpty(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteEndObject();
    }

    private static void WriteStepSpecification(Utf8JsonWriter writer, NewPipelineRun run, int index, string step)
    {
        WriteSource(writer, run.Pipeline, step);
        writer.WriteStartArray("upstream_steps");
        if (index > 0)
        {
            writer.WriteStringValue(run.Steps[index - 1]);
        }

        writer.WriteEndArray();
        WriteEmpty(writer, "inputs");
        writer.WriteString("pipeline_parameter_name", step);
    }

    private static void WriteSource(Utf8JsonWriter writer, string module, string attribute)
    {
        writer.WriteStartObject("source");
        writer.WriteString("module", module);
        writer.WriteString("attribute", attribute);
        writer.WriteString("type", "unknown");
        writer.WriteEndObject();
    }
}
