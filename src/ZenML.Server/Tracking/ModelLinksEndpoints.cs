using ZenML.Core.Resources;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Core.Runs.Models;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Tracking;

/// <summary>Links of artifact versions and runs to versions of models: section 22 of the contract.</summary>
internal static class ModelLinksEndpoints
{
    private const string LinkPart = "link_name_or_id";

    private static readonly ResourceShape<ModelArtifactLink, ModelArtifactLinkResource> ArtifactShape = new()
    {
        ToWire = (link, named, hydrate) => link.ToWire(named, hydrate),
        Type = ContractsJson.Wire.ModelArtifactLinkResource,
        PageType = ContractsJson.Wire.ResourcePageModelArtifactLinkResource,
        Collect = (named, link) => named.Add(link.ArtifactVersion),
    };

    private static readonly ResourceShape<ModelRunLink, ModelRunLinkResource> RunShape = new()
    {
        ToWire = (link, named, hydrate) => link.ToWire(named, hydrate),
        Type = ContractsJson.Wire.ModelRunLinkResource,
        PageType = ContractsJson.Wire.ResourcePageModelRunLinkResource,
        Collect = (named, link) => named.Add(link.Run),
    };

    /// <summary>Adds the routes.</summary>
    public static void MapModelLinks(this IEndpointRouteBuilder api)
    {
        api.MapPost(ApiPaths.InWorkspace + ModelVersionsEndpoints.Route + ApiPaths.Artifacts, LinkArtifactAsync);
        api.MapPost(ApiPaths.InWorkspace + ModelVersionsEndpoints.Route + ApiPaths.Runs, LinkRunAsync);
        api.MapGet(ApiPaths.ModelArtifactLinks, ListArtifactLinksAsync);
        api.MapGet(ApiPaths.ModelRunLinks, ListRunLinksAsync);
        api.MapDelete($"{ModelVersionsEndpoints.Route}{ApiPaths.Artifacts}/{{{LinkPart}}}", http => DeleteAsync(
            http, (links, version) => links.UnlinkArtifactAsync(version, http.PathText(LinkPart), http.RequestAborted)));
        api.MapDelete(ModelVersionsEndpoints.Route + ApiPaths.Artifacts, UnlinkArtifactsAsync);
        api.MapDelete($"{ModelVersionsEndpoints.Route}{ApiPaths.Runs}/{{{LinkPart}}}", http => DeleteAsync(
            http, (links, version) => links.UnlinkRunAsync(version, http.PathText(LinkPart), http.RequestAborted)));
    }

    private static Task ListArtifactLinksAsync(HttpContext http) => ArtifactShape.ListAsync(
        http,
        query => query.ListWithoutOperators(
            ModelFields.ArtifactLinks, "only_data_artifacts", "only_model_artifacts", "only_deployment_artifacts"),
        (services, list, _) => services.ModelRegistry.Links.ListArtifactLinksAsync(list, http.RequestAborted));

    private static Task ListRunLinksAsync(HttpContext http) => RunShape.ListAsync(
        http,
        query => query.ListWithoutOperators(ModelFields.RunLinks),
        (services, list, _) => services.ModelRegistry.Links.ListRunLinksAsync(list, http.RequestAborted));

    private static async Task LinkArtifactAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var version = http.PathId<ModelVersion>(ModelVersionsEndpoints.IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var link = new NewModelArtifactLink
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Model = body.RequiredId<Model>("model"),
            ModelVersion = body.RequiredId<ModelVersion>("model_version"),
            ArtifactVersion = body.RequiredId<ArtifactVersion>("artifact_version"),
            Kind = ReadKind(body),
        };
        mistakes.ThrowIfAny();
        await EnsureInPlaceAsync(http, link, version);
        await http.ChangeAsync(
            changing => changing.ModelRegistry.Links.LinkAsync(link, http.RequestAborted),
            (made, named) => made.Link.ToWire(named, hydrate: made.IsNew),
            ContractsJson.Wire.ModelArtifactLinkResource,
            (named, made) => named.Add(made.Link.ArtifactVersion));
    }

    private static async Task LinkRunAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var version = http.PathId<ModelVersion>(ModelVersionsEndpoints.IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var link = new NewModelRunLink
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Model = body.RequiredId<Model>("model"),
            ModelVersion = body.RequiredId<ModelVersion>("model_version"),
            Run = body.RequiredId<PipelineRun>("pipeline_run"),
        };
        mistakes.ThrowIfAny();
        await EnsureInPlaceAsync(http, link, version);
        await http.ChangeAsync(
            changing => changing.ModelRegistry.Links.LinkAsync(link, http.RequestAborted),
            (made, named) => made.Link.ToWire(named, hydrate: made.IsNew),
            ContractsJson.Wire.ModelRunLinkResource,
            (named, made) => named.Add(made.Link.Run));
    }

    private static ModelArtifactKind ReadKind(RequestBody body)
    {
        var isModel = body.Boolean("is_model_artifact") ?? false;
        var isDeployment = body.Boolean("is_deployment_artifact") ?? false;
        if (isModel && isDeployment)
        {
            body.Report("is_deployment_artifact", "an artifact cannot be both a model and a deployment (type=value_error)");
        }

        return isModel ? ModelArtifactKind.Model : isDeployment ? ModelArtifactKind.Deployment : ModelArtifactKind.Data;
    }

    private static async Task EnsureInPlaceAsync(HttpContext http, NewModelLink link, Id<ModelVersion> inPath)
    {
        if (link.ModelVersion != inPath)
        {
            throw HttpFailure.Named(403, ErrorClass.IllegalOperation, "The body names another model version than the path.");
        }

        await http.EnsureWorkspaceAsync(link.Workspace);
    }

    private static async Task UnlinkArtifactsAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var version = http.PathId<ModelVersion>(ModelVersionsEndpoints.IdPart, mistakes);
        var onlyLinks = new RequestQuery(http, mistakes).Boolean("only_links", otherwise: true);
        mistakes.ThrowIfAny();
        await http.ChangeAsync(changing => changing.ModelRegistry.Links.UnlinkArtifactsAsync(version, onlyLinks, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http, Func<IModelLinksService, Id<ModelVersion>, Task> delete) =>
        http.DeleteAsync<ModelVersion>(
            ModelVersionsEndpoints.IdPart, (changing, version) => delete(changing.ModelRegistry.Links, version));
}
