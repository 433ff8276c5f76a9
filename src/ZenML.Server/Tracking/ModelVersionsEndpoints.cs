using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Core.Runs.Models;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Versions of models: section 21 of the contract.</summary>
internal static class ModelVersionsEndpoints
{
    /// <summary>The name of the part of a route that is the id of a version.</summary>
    public const string IdPart = "model_version_id";

    /// <summary>The route of one version.</summary>
    public const string Route = $"{ApiPaths.ModelVersions}/{{{IdPart}}}";

    private const string OfModel = $"{ApiPaths.Models}/{{{ModelsEndpoints.NamePart}}}{ApiPaths.ModelVersions}";

    private static readonly ResourceShape<ModelVersion, ModelVersionResource> Shape = new()
    {
        ToWire = (version, named, hydrate) => version.ToWire(named, hydrate),
        Type = ContractsJson.Wire.ModelVersionResource,
        PageType = ContractsJson.Wire.ResourcePageModelVersionResource,
        Collect = TrackingNames.Add,
        WithResources = ModelWire.WithResources,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapModelVersions(this IEndpointRouteBuilder api)
    {
        // The contract: the model in the body counts, not the one in the path.
        api.MapPost(ApiPaths.InWorkspace + OfModel, CreateAsync);
        api.MapGet(OfModel, http => ListAsync(http, http.PathText(ModelsEndpoints.NamePart)));
        api.MapGet(ApiPaths.ModelVersions, http => ListAsync(http, model: null));
        api.MapGet(Route, GetAsync);
        api.MapPut(Route, UpdateAsync);
        api.MapDelete(Route, http => http.DeleteAsync<ModelVersion>(
            IdPart, (changing, id) => changing.ModelRegistry.Versions.DeleteAsync(id, http.RequestAborted)));
    }

    private static Task GetAsync(HttpContext http) => Shape.GetAsync(
        http, IdPart, (services, id, _) => services.ModelRegistry.Versions.GetAsync(id, http.RequestAborted));

    private static Task ListAsync(HttpContext http, string? model) => Shape.ListAsync(
        http, Read, (services, list, hydrate) => services.ModelRegistry.Versions.ListAsync(model, list, hydrate, http.RequestAborted));

    /// <remarks>The number takes no operator and is checked like the number of a page.</remarks>
    private static ListQuery Read(RequestQuery query)
    {
        query.Integer("number", int.MinValue);
        return query.ListWithoutOperators(ModelFields.Versions);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var version = new NewModelVersion
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Model = body.RequiredId<Model>("model"),
            Name = body.Text("name", TrackingRequests.ShortText),
            Description = body.Text("description", TrackingRequests.LongText),
            Stage = body.Text("stage", TrackingRequests.ShortText),
            Tags = body.TextList("tags"),
        };
        var number = body.Integer("number");
        mistakes.ThrowIfAny();
        await http.EnsureWorkspaceAsync(version.Workspace);
        if (number is not null)
        {
            http.EnsureCaller(version.User.Value);
            throw new ZenException(ErrorCode.InvalidArgument, "`number` must be null: the server chooses the number of a new version.");
        }

        await Shape.CreateAsync(http, changing => changing.ModelRegistry.Versions.CreateAsync(version, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<ModelVersion>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ModelVersionUpdate
        {
            Model = body.RequiredId<Model>("model"),
            Name = body.Text("name", TrackingRequests.ShortText),
            Description = body.Text("description", TrackingRequests.LongText),
            Stage = body.Choice("stage", ModelStages.Words),
            Force = body.Boolean("force") ?? false,
            AddTags = body.TextList("add_tags"),
            RemoveTags = body.TextList("remove_tags"),
        };
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.ModelRegistry.Versions.UpdateAsync(id, update, http.RequestAborted));
    }
}
