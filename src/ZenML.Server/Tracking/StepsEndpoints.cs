using System.Text;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Runs.Steps;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Tracking;

/// <summary>Steps of runs: section 13 of the contract.</summary>
internal static class StepsEndpoints
{
    private const string IdPart = "step_id";

    private const string OneStep = $"{ApiPaths.Steps}/{{{IdPart}}}";

    private static readonly ResourceShape<StepRun, StepRunResource> Shape = new()
    {
        ToWire = (step, named, hydrate) => step.ToWire(named, hydrate),
        Type = ContractsJson.Wire.StepRunResource,
        PageType = ContractsJson.Wire.ResourcePageStepRunResource,
        Collect = TrackingNames.Add,
        RelateAsync = async (http, step, resource) => resource with { Resources = await http.FindModelAsync(step) },
    };

    /// <summary>Adds the routes.</summary>
    public static void MapSteps(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Steps, http => ListAsync(http, null));
        api.MapPost(ApiPaths.Steps, CreateAsync);
        api.MapGet(OneStep, GetAsync);
        api.MapPut(OneStep, UpdateAsync);
        api.MapGet(OneStep + ApiPaths.Status, GetStatusAsync);
        api.MapGet(OneStep + ApiPaths.StepConfiguration, GetConfigurationAsync);
        api.MapGet(OneStep + ApiPaths.Logs, RejectLogsAsync);
    }

    /// <summary>Answers with a page of steps.</summary>
    /// <param name="http">The request.</param>
    /// <param name="run">Their run; null for that of the query, if any.</param>
    public static Task ListAsync(HttpContext http, Id<PipelineRun>? run) => Shape.ListAsync(
        http,
        query =>
        {
            var list = query.List(TrackingFields.Steps);
            if (run is { } id)
            {
                list.Confine("pipeline_run_id", id.ToString());
            }

            return list;
        },
        (services, list, hydrate) => services.Tracking.Steps.ListAsync(list, hydrate, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, _) => services.Tracking.Steps.GetAsync(id, http.RequestAborted));

    private static async Task GetStatusAsync(HttpContext http) =>
        await http.AnswerAsync((await FindAsync(http)).Status.ToWord(), ContractsJson.Wire.String);

    private static async Task GetConfigurationAsync(HttpContext http) =>
        await http.AnswerAsync(200, Encoding.UTF8.GetBytes(RunWire.ConfigurationOf(await FindAsync(http)).Text));

    /// <remarks>Logs are files of the artifact store, which this server never reads.</remarks>
    private static async Task RejectLogsAsync(HttpContext http)
    {
        var step = await FindAsync(http);
        throw HttpFailure.Named(404, ErrorClass.DoesNotExist, step.Logs is null
            ? $"The step {step.Id} has no logs."
            : "This server does not read artifact stores. Open the logs at their `uri`.");
    }

    private static Task<StepRun> FindAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<StepRun>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        return http.GetServices().Tracking.Steps.GetAsync(id, http.RequestAborted);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var step = new NewStepRun
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Name = body.RequiredText("name", TrackingRequests.ShortText),
            Run = body.RequiredId<PipelineRun>("pipeline_run_id"),
            Deployment = body.RequiredId<Deployment>("deployment"),
            Status = body.RequiredStatus(),
            Started = body.Time("start_time"),
            Ended = body.Time("end_time"),
            CacheKey = body.Text("cache_key", TrackingRequests.ShortText),
            CodeHash = body.Text("code_hash", TrackingRequests.ShortText),
            Docstring = body.Text("docstring", TrackingRequests.LongText),
            SourceCode = body.Text("source_code", TrackingRequests.LongText),
            Original = body.Id<StepRun>("original_step_run_id"),
            Parents = body.IdList<StepRun>("parent_step_ids"),
            Inputs = body.IdMap<ArtifactVersion>("inputs"),
            Outputs = body.IdMap<ArtifactVersion>("outputs"),
            Logs = body.Inner("logs") is { } logs
                ? (logs.RequiredText("uri", TrackingRequests.LongText), logs.RequiredText("artifact_store_id", TrackingRequests.ShortText))
                : null,
        };
        mistakes.ThrowIfAny();
        await Shape.CreateAsync(http, changing => changing.Tracking.Steps.CreateAsync(step, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<StepRun>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new StepRunUpdate
        {
            Status = body.Status(),
            Ended = body.Time("end_time"),
            Inputs = body.IdMap<ArtifactVersion>("loaded_artifact_versions"),
            Outputs = [.. body.IdMap<ArtifactVersion>("outputs"), .. body.IdMap<ArtifactVersion>("saved_artifact_versions")],
        };
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.Tracking.Steps.UpdateAsync(id, update, http.RequestAborted));
    }
}
