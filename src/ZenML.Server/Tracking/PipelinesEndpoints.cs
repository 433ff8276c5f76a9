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
    /// <summary>Adds the routes.</summary>
    public static void MapPipelines(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Pipelines, http => ListAsync(http, null));
        api.MapGet(ApiPaths.Pipelines + "/{pipeline_id}", GetAsync);
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
        await http.ChangeAsync(
            changing => changing.Tracking.Pipelines.CreateAsync(pipeline, http.RequestAborted),
            (created, named) => created.ToWire(named, hydrate: true),
            ContractsJson.Wire.PipelineResource,
            (named, created) => named.Add(created));
    }

    private static async Task AnswerAsync(HttpContext http, RegisteredPipeline pipeline, bool hydrate) => await http.AnswerAsync(
        pipeline.ToWire(await new NamedLoader().Add(pipeline).LoadAsync(http), hydrate), ContractsJson.Wire.PipelineResource);
}
