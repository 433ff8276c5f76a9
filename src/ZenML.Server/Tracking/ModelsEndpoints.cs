using ZenML.Core.Runs.Models;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Models: section 20 of the contract.</summary>
internal static class ModelsEndpoints
{
    /// <summary>The name of the part of a route that names a model.</summary>
    public const string NamePart = "model_name_or_id";

    private const string IdPart = "model_id";

    private static readonly ResourceShape<Model, ModelResource> Shape = new()
    {
        ToWire = (model, named, hydrate) => model.ToWire(named, hydrate),
        Type = ContractsJson.Wire.ModelResource,
        PageType = ContractsJson.Wire.ResourcePageModelResource,
        Collect = TrackingNames.Add,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapModels(this IEndpointRouteBuilder api)
    {
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Models, CreateAsync);
        api.MapGet(ApiPaths.Models, ListAsync);
        api.MapGet($"{ApiPaths.Models}/{{{NamePart}}}", GetAsync);
        api.MapPut($"{ApiPaths.Models}/{{{IdPart}}}", UpdateAsync);
        api.MapDelete($"{ApiPaths.Models}/{{{NamePart}}}", http => http.ChangeAsync(
            changing => changing.ModelRegistry.Models.DeleteAsync(http.PathText(NamePart), http.RequestAborted)));
    }

    private static Task ListAsync(HttpContext http) => Shape.ListAsync(
        http,
        query => query.ListWithoutOperators(ModelFields.Models),
        (services, list, _) => services.ModelRegistry.Models.ListAsync(list, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.FindAsync(
        http, NamePart, (services, name) => services.ModelRegistry.Models.FindAsync(name, http.RequestAborted));

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var model = new NewModel
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Name = body.RequiredText("name", TrackingRequests.ShortText),
            Card = body.Card(),
            SaveToRegistry = body.Boolean("save_models_to_registry") ?? true,
            Tags = body.TextList("tags"),
        };
        mistakes.ThrowIfAny();
        await http.EnsureWorkspaceAsync(model.Workspace);
        await Shape.CreateAsync(http, changing => changing.ModelRegistry.Models.CreateAsync(model, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Model>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ModelUpdate
        {
            Name = body.Text("name", TrackingRequests.ShortText),
            Card = body.Card(),
            SaveToRegistry = body.Boolean("save_models_to_registry"),
            AddTags = body.TextList("add_tags"),
            RemoveTags = body.TextList("remove_tags"),
        };
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.ModelRegistry.Models.UpdateAsync(id, update, http.RequestAborted));
    }
}
