using System.Text.Json;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Models;
using ZenML.Core.Runs.Steps;
using ZenML.Protocol.Json;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http;
using ZenML.Server.Http.Directories;

namespace ZenML.Server.Tracking;

/// <summary>The related resources of a run or step: the version of the model that its configuration names.</summary>
internal static class ConfiguredModels
{
    /// <summary>The related resources of a run. The configuration of a pipeline names its model only by id.</summary>
    public static Task<JsonElement> FindModelAsync(this HttpContext http, PipelineRun run) =>
        FindAsync(http, Read(run.Configuration, "model") is { Id: not null } named ? named : null);

    /// <summary>The related resources of a step, which count only if the step itself has a model.</summary>
    public static Task<JsonElement> FindModelAsync(this HttpContext http, StepRun step) =>
        FindAsync(http, Read(step.Document, "config", "model"));

    private static async Task<JsonElement> FindAsync(HttpContext http, ConfiguredModel? configured)
    {
        var versions = http.GetServices().ModelRegistry.Versions;
        var version = configured is null ? null : await versions.FindAsync(configured, http.RequestAborted);
        var named = version is null ? null : await new NamedLoader().Add(version).LoadAsync(http);
        return JsonSerializer.SerializeToElement(
            new ModelOfRun { ModelVersion = version?.ToWire(named!, hydrate: false) }, ContractsJson.Wire.ModelOfRun);
    }

    /// <remarks>Configurations are the client's: what is not as expected names no model.</remarks>
    private static ConfiguredModel? Read(OpaqueJson? document, params IReadOnlyList<string> path)
    {
        if (document is not { } json)
        {
            return null;
        }

        using var parsed = JsonDocument.Parse(json.Text);
        var model = parsed.RootElement;
        foreach (var name in path)
        {
            if (model.ValueKind != JsonValueKind.Object || !model.TryGetProperty(name, out model))
            {
                return null;
            }
        }

        return model.ValueKind != JsonValueKind.Object
            ? null
            : Id<ModelVersion>.TryParse(Text(model, "model_version_id") ?? "", out var id)
                ? new ConfiguredModel(id)
                : new ConfiguredModel(null, Text(model, "name"), Text(model, "version"), Number(model, "version"));
    }

    private static string? Text(JsonElement model, string name) =>
        model.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement model, string name) =>
        model.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
