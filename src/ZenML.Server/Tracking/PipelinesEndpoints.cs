using System.Text;
using ZenML.Core;
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

/// <summary>Pipelines: section 13 of the contract.</summary>
internal static class PipelinesEndpoints
{
    private const string OnePipeline = $"{ApiPaths.Pipelines}/{{pipeline_id}}";

    /// <summary>Adds the routes.</summary>
    public static void MapPipelines(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Pipelines, http => ListAsync(http, null));
        api.MapGet(ApiPaths.PipelineNamespaces, ListNamespacesAsync);
        api.MapGet(OnePipeline, GetAsync);
        api.MapPut(OnePipeline, UpdateAsync);
        api.MapDelete(OnePipeline, DeleteAsync);
        api.MapGet(OnePipeline + ApiPaths.PipelineSpec, GetSpecAsync);
        api.MapGet(OnePipeline + ApiPaths.Runs, ListRunsAsync);
        api.MapGet(ApiPaths.InWorkspace + ApiPaths.Pipelines, async http =>
            await ListAsync(http, (await http.FindWorkspaceAsync(http.GetServices())).Id));
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Pipelines, CreateAsync);
    }

    private static async Task ListAsync(HttpContext http, Id<Workspace>? workspace)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var list = query.List(TrackingFields.Pipelines);
        list.Workspace = workspace ?? list.Workspace;
        var page = await http.GetServices().Tracking.Pipelines.ListAsync(list, http.RequestAborted);
        var named = await new NamedLoader().AddAll(page.Items, TrackingNames.Add).LoadAsync(http);
        await http.AnswerAsync(page.ToWire(pipeline => pipeline.ToWire(named, hydrate)), ContractsJson.Wire.ResourcePagePipelineResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>("pipeline_id", mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().Tracking.Pipelines.GetAsync(id, http.RequestAborted), hydrate);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var pipeline = new NewRegisteredPipeline
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Name = body.RequiredText("name", TrackingRequests.ShortText),
            Version = body.RequiredText("version", TrackingRequests.ShortText),
            VersionHash = body.RequiredText("version_hash", TrackingRequests.ShortText),
            Docstring = body.Text("docstring", TrackingRequests.LongText),
            Spec = body.RequiredDocument("spec"),
        };
        mistakes.ThrowIfAny();
        await http.EnsureWorkspaceAsync(pipeline.Workspace);
        await ChangeAsync(http, changing => changing.Tracking.Pipelines.CreateAsync(pipeline, http.RequestAborted));
    }

    private static async Task ListNamespacesAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        query.Hydrate(otherwise: false);
        var list = query.List(TrackingFields.PipelineNamespaces);
        var page = await http.GetServices().Tracking.Pipelines.ListNamespacesAsync(list, http.RequestAborted);
        await http.AnswerAsync(page.ToWire(PipelineWire.ToWire), ContractsJson.Wire.ResourcePagePipelineNamespaceResource);
    }

    /// <remarks>Fields of a new pipeline are accepted and ignored: clients send them, and versions of pipelines do not change.</remarks>
    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>("pipeline_id", mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        foreach (var name in (string[])["name", "version", "version_hash", "docstring"])
        {
            body.Text(name, TrackingRequests.LongText);
        }

        body.Map("spec");
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Tracking.Pipelines.TouchAsync(id, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<RegisteredPipeline>(
        "pipeline_id", (changing, id) => changing.Tracking.Pipelines.DeleteAsync(id, http.RequestAborted));

    private static async Task GetSpecAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>("pipeline_id", mistakes);
        mistakes.ThrowIfAny();
        var pipeline = await http.GetServices().Tracking.Pipelines.GetAsync(id, http.RequestAborted);
        await http.AnswerAsync(200, Encoding.UTF8.GetBytes(pipeline.Spec.Text));
    }

    private static Task ListRunsAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>("pipeline_id", mistakes);
        mistakes.ThrowIfAny();
        return RunsEndpoints.ListAsync(http, null, id);
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<RegisteredPipeline>> change) => http.ChangeAsync(
        change,
        (pipeline, named) => pipeline.ToWire(named, hydrate: true),
        ContractsJson.Wire.PipelineResource,
        (named, pipeline) => named.Add(pipeline));

    private static async Task AnswerAsync(HttpContext http, RegisteredPipeline pipeline, bool hydrate) => await http.AnswerAsync(
        pipeline.ToWire(await new NamedLoader().Add(pipeline).LoadAsync(http), hydrate), ContractsJson.Wire.PipelineResource);
}
