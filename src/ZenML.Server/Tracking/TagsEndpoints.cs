using ZenML.Core;
using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Tracking;

/// <summary>Tags: section 23 of the contract.</summary>
internal static class TagsEndpoints
{
    private const string ById = "/{tag_id}";
    private const string ByNameOrId = "/{tag_name_or_id}";

    /// <summary>Adds the routes.</summary>
    public static void MapTags(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Tags, ListAsync);
        api.MapPost(ApiPaths.Tags, CreateAsync);
        api.MapGet(ApiPaths.Tags + ByNameOrId, GetAsync);
        api.MapPut(ApiPaths.Tags + ById, UpdateAsync);
        api.MapDelete(ApiPaths.Tags + ByNameOrId, DeleteAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        query.Hydrate(otherwise: false);
        query.Choice("color", TagColors.Words);
        var page = await http.GetServices().Tags.ListAsync(query.List(TrackingFields.Tags), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(ArtifactWire.ToWire), ContractsJson.Wire.ResourcePageTagResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        var tag = await http.GetServices().Tags.FindAsync(http.PathText("tag_name_or_id"), http.RequestAborted);
        await http.AnswerAsync(tag.ToWire(), ContractsJson.Wire.TagResource);
    }

    /// <remarks>A color that is null is a mistake here, unlike one that is absent: as the recorded server has it.</remarks>
    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.RequiredText("name", TrackingRequests.ShortText);
        var color = body.Has("color") && body.Require("color") ? body.Choice("color", TagColors.Words) : null;
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Tags.CreateAsync(name, color, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Tag>("tag_id", mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new TagUpdate(body.Text("name", TrackingRequests.ShortText), body.Choice("color", TagColors.Words));
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Tags.UpdateAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) =>
        http.ChangeAsync(changing => changing.Tags.DeleteAsync(http.PathText("tag_name_or_id"), http.RequestAborted));

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Tag>> change) =>
        http.ChangeAsync(change, (tag, _) => tag.ToWire(), ContractsJson.Wire.TagResource);
}
