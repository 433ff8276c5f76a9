using System.Text;
using System.Text.Json;
using ZenML.Core;
using ZenML.Core.Errors;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
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

    private const string OneRun = $"{ApiPaths.Runs}/{{run_id}}";

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
    public static async Task ListAsync(HttpContext http, Id<Workspace>? workspace, Id<RegisteredPipeline>? pipeline = null)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        foreach (var related in Related)
        {
            query.Id<PipelineRun>(related);
        }

        var list = query.List(TrackingFields.Runs);
        if (pipeline is { } id)
        {
            list.Confine("pipeline_id", id.ToString());
        }

        list.Workspace = workspace ?? list.Workspace;
        var page = await http.GetServices().Tracking.Runs.ListAsync(list, hydrate, http.RequestAborted);
        var named = await new NamedLoader().AddAll(page.Items, TrackingNames.Add).LoadAsync(http);
        await http.AnswerAsync(page.ToWire(run => run.ToWire(named, hydrate)), ContractsJson.Wire.ResourcePagePipelineRunResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<PipelineRun>("run_id", mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        var found = await http.GetServices().Tracking.Runs.GetAsync(id, hydrate, http.RequestAborted);
        var run = found.ToWire(await new NamedLoader().Add(found).LoadAsync(http), hydrate);
        await http.AnswerAsync(
            hydrate ? run with { Resources = await http.FindModelAsync(found) } : run, ContractsJson.Wire.PipelineRunResource);
    }

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
        var id = http.PathId<PipelineRun>("run_id", mistakes);
        mistakes.ThrowIfAny();
        return http.GetServices().Tracking.Runs.GetAsync(id, withDetails: false, http.RequestAborted);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var run = await ReadAsync(http);
        await ChangeAsync(http, changing => changing.Tracking.Runs.CreateAsync(run, http.RequestAborted));
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
        var id = http.PathId<PipelineRun>("run_id", mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var (status, ended) = (body.Status(), body.Time("end_time"));
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Tracking.Runs.UpdateAsync(id, status, ended, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<PipelineRun>(
        "run_id", (changing, id) => changing.Tracking.Runs.DeleteAsync(id, http.RequestAborted));

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

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<PipelineRun>> change) => http.ChangeAsync(
        change, (run, named) => run.ToWire(named, hydrate: true), ContractsJson.Wire.PipelineRunResource, (named, run) => named.Add(run));
}
