using System.Text;
using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Deployments;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Tracking;

/// <summary>Pipelines: section 13 of the contract.</summary>
internal static class PipelinesEndpoints
{
    private const string IdPart = "pipeline_id";

    private const string OnePipeline = $"{ApiPaths.Pipelines}/{{{IdPart}}}";

    private static readonly ResourceShape<RegisteredPipeline, PipelineResource> Shape = new()
    {
        ToWire = (pipeline, named, hydrate) => pipeline.ToWire(named, hydrate),
        Type = ContractsJson.Wire.PipelineResource,
        PageType = ContractsJson.Wire.ResourcePagePipelineResource,
        Collect = TrackingNames.Add,
    };

    private static readonly ResourceShape<PipelineNamespace, PipelineNamespaceResource> NamespaceShape = new()
    {
        ToWire = (name, _, _) => name.ToWire(),
        Type = ContractsJson.Wire.PipelineNamespaceResource,
        PageType = ContractsJson.Wire.ResourcePagePipelineNamespaceResource,
    };

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

    private static Task ListAsync(HttpContext http, Id<Workspace>? workspace) => Shape.ListAsync(
        http,
        query => query.List(TrackingFields.Pipelines, workspace),
        (services, list, _) => services.Tracking.Pipelines.ListAsync(list, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, _) => services.Tracking.Pipelines.GetAsync(id, http.RequestAborted));

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
        await Shape.CreateAsync(http, changing => changing.Tracking.Pipelines.CreateAsync(pipeline, http.RequestAborted));
    }

    private static Task ListNamespacesAsync(HttpContext http) => NamespaceShape.ListAsync(
        http,
        query => query.List(TrackingFields.PipelineNamespaces),
        (services, list, _) => services.Tracking.Pipelines.ListNamespacesAsync(list, http.RequestAborted));

    /// <remarks>Fields of a new pipeline are accepted and ignored: clients send them, and versions of pipelines do not change.</remarks>
    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        foreach (var name in (string[])["name", "version", "version_hash", "docstring"])
        {
            body.Text(name, TrackingRequests.LongText);
        }

        body.Map("spec");
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.Tracking.Pipelines.TouchAsync(id, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<RegisteredPipeline>(
        IdPart, (changing, id) => changing.Tracking.Pipelines.DeleteAsync(id, http.RequestAborted));

    private static async Task GetSpecAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        var pipeline = await http.GetServices().Tracking.Pipelines.GetAsync(id, http.RequestAborted);
        await http.AnswerAsync(200, Encoding.UTF8.GetBytes(pipeline.Spec.Text));
    }

    private static Task ListRunsAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<RegisteredPipeline>(IdPart, mistakes);
        mistakes.ThrowIfAny();
        return RunsEndpoints.ListAsync(http, null, id);
    }
}
