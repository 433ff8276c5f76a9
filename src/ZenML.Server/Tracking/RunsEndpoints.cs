using System.Text;
using System.Text.Json;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Tracking;

/// <summary>Runs of pipelines: section 13 of the contract.</summary>
internal static class RunsEndpoints
{
    // Of these a query takes complete ids only.
    private static readonly string[] Related = ["stack_id", "build_id", "schedule_id", "code_repository_id"];

    private const string IdPart = "run_id";

    private const string OneRun = $"{ApiPaths.Runs}/{{{IdPart}}}";

    private static readonly ResourceShape<PipelineRun, PipelineRunResource> Shape = new()
    {
        ToWire = (run, named, hydrate) => run.ToWire(named, hydrate),
        Type = ContractsJson.Wire.PipelineRunResource,
        PageType = ContractsJson.Wire.ResourcePagePipelineRunResource,
        Collect = TrackingNames.Add,
        RelateAsync = async (http, run, resource) => resource with { Resources = await http.FindModelAsync(run) },
    };

    /// <summary>Adds the routes.</summary>
    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Runs, http => ListAsync(http, null));
        api.MapGet(OneRun, GetAsync);
        api.MapPut(OneRun, UpdateAsync);
        api.MapDelete(OneRun, DeleteAsync);
        api.MapGet(OneRun + ApiPaths.Status, GetStatusAsync);
        api.MapGet(OneRun + ApiPaths.PipelineConfiguration, GetConfigurationAsync);
        api.MapGet(OneRun + ApiPaths.Steps, ListStepsAsync);
        api.MapGet(OneRun + ApiPaths.Graph, RejectGraphAsync);
        api.MapGet(ApiPaths.InWorkspace + ApiPaths.Runs, async http =>
            await ListAsync(http, (await http.FindWorkspaceAsync(http.GetServices())).Id));
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Runs, CreateAsync);
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Runs + ApiPaths.GetOrCreate, GetOrCreateAsync);
    }

    /// <summary>Answers with a page of runs.</summary>
    /// <param name="http">The request.</param>
    /// <param name="workspace">Their workspace; null for that of the query, if any.</param>
    /// <param name="pipeline">Their pipeline; null for that of the query, if any.</param>
    public static Task ListAsync(HttpContext http, Id<Workspace>? workspace, Id<RegisteredPipeline>? pipeline = null) => Shape.ListAsync(
        http,
        query =>
        {
            foreach (var related in Related)
            {
                query.Id<PipelineRun>(related);
            }

            var list = query.List(TrackingFields.Runs, workspace);
            if (pipeline is { } id)
            {
                list.Confine("pipeline_id", id.ToString());
            }

            return list;
        },
        (services, list, hydrate) => services.Tracking.Runs.ListAsync(list, hydrate, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, hydrate) => services.Tracking.Runs.GetAsync(id, hydrate, http.RequestAborted));

    private static async Task GetStatusAsync(HttpContext http) =>
        await http.AnswerAsync((await FindAsync(http)).Status.ToWord(), ContractsJson.Wire.String);

    private static async Task GetConfigurationAsync(HttpContext http) =>
        await http.AnswerAsync(200, Encoding.UTF8.GetBytes(RunWire.ConfigurationOf(await FindAsync(http)).Text));

    private static async Task ListStepsAsync(HttpContext http) =>
        await StepsEndpoints.ListAsync(http, (await FindAsync(http)).Id);

    /// <remarks>Only the dashboard asks for a graph.</remarks>
    private static async Task RejectGraphAsync(HttpContext http)
    {
        await FindAsync(http);
        throw new ZenException(
            ErrorCode.NotFound, "This server draws no graphs. The steps of a run, with inputs and outputs, are at `/runs/{id}/steps`.");
    }

    private static Task<PipelineRun> FindAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<PipelineRun>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        return http.GetServices().Tracking.Runs.GetAsync(id, withDetails: false, http.RequestAborted);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var run = await ReadAsync(http);
        await Shape.CreateAsync(http, changing => changing.Tracking.Runs.CreateAsync(run, http.RequestAborted));
    }

    /// <remarks>The response is an array: the run, and whether this request created or adopted it.</remarks>
    private static async Task GetOrCreateAsync(HttpContext http)
    {
        var run = await ReadAsync(http);
        var (_, json) = await http.PrepareChangeAsync(
            changing => changing.Tracking.Runs.GetOrCreateAsync(run, http.RequestAborted),
            Write,
            (named, result) => named.Add(result.Run));
        await http.AnswerAsync(200, json);
    }

    private static byte[] Write(AdoptedRun result, NamedLoader named)
    {
        var resource = JsonSerializer.SerializeToUtf8Bytes(
            result.Run.ToWire(named, hydrate: true), ContractsJson.Wire.PipelineRunResource);
        return [.. "["u8, .. resource, .. result.Created ? ",true]"u8 : ",false]"u8];
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<PipelineRun>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var (status, ended) = (body.Status(), body.Time("end_time"));
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.Tracking.Runs.UpdateAsync(id, status, ended, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<PipelineRun>(
        IdPart, (changing, id) => changing.Tracking.Runs.DeleteAsync(id, http.RequestAborted));

    /// <remarks>
    /// The pipeline and the client environment in the request are ignored; those of the deployment are used. A run ends by an update only.
    /// </remarks>
    private static async Task<NewDeploymentRun> ReadAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var run = new NewDeploymentRun
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Name = body.RequiredText("name", TrackingRequests.ShortText),
            Deployment = body.RequiredId<Deployment>("deployment"),
            Status = body.RequiredStatus(),
            OrchestratorRunId = body.Text("orchestrator_run_id", TrackingRequests.ShortText),
            OrchestratorEnvironment = body.Document("orchestrator_environment", OpaqueJson.EmptyMap),
            Started = body.Time("start_time"),
        };
        body.Time("end_time");
        mistakes.ThrowIfAny();
        await http.EnsureWorkspaceAsync(run.Workspace);
        return run;
    }
}
