using ZenML.Core.Runs;
using ZenML.Core.Runs.Artifacts;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Tracking;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;

namespace ZenML.Server.Tracking;

/// <summary>Tags: section 23 of the contract.</summary>
internal static class TagsEndpoints
{
    private const string ById = "/{tag_id}";
    private const string ByNameOrId = "/{tag_name_or_id}";

    private static readonly ResourceShape<Tag, TagResource> Shape = new()
    {
        ToWire = (tag, _, _) => tag.ToWire(),
        Type = ContractsJson.Wire.TagResource,
        PageType = ContractsJson.Wire.ResourcePageTagResource,
    };

    /// <summary>Adds the routes.</summary>
    public static void MapTags(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Tags, ListAsync);
        api.MapPost(ApiPaths.Tags, CreateAsync);
        api.MapGet(ApiPaths.Tags + ByNameOrId, GetAsync);
        api.MapPut(ApiPaths.Tags + ById, UpdateAsync);
        api.MapDelete(ApiPaths.Tags + ByNameOrId, DeleteAsync);
    }

    private static Task ListAsync(HttpContext http) => Shape.ListAsync(
        http,
        query =>
        {
            query.Choice("color", TagColors.Words);
            return query.List(TrackingFields.Tags);
        },
        (services, list, _) => services.Tags.ListAsync(list, http.RequestAborted));

    private static Task GetAsync(HttpContext http) => Shape.FindAsync(
        http, "tag_name_or_id", (services, name) => services.Tags.FindAsync(name, http.RequestAborted));

    /// <remarks>A color that is null is a mistake here, unlike one that is absent: as the recorded server has it.</remarks>
    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.RequiredText("name", TrackingRequests.ShortText);
        var color = body.Has("color") && body.Require("color") ? body.Choice("color", TagColors.Words) : null;
        mistakes.ThrowIfAny();
        await Shape.CreateAsync(http, changing => changing.Tags.CreateAsync(name, color, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Tag>("tag_id", mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new TagUpdate(body.Text("name", TrackingRequests.ShortText), body.Choice("color", TagColors.Words));
        mistakes.ThrowIfAny();
        await Shape.UpdateAsync(http, changing => changing.Tags.UpdateAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) =>
        http.ChangeAsync(changing => changing.Tags.DeleteAsync(http.PathText("tag_name_or_id"), http.RequestAborted));
}
