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

/// <summary>Artifacts: section 13 of the contract.</summary>
internal static class ArtifactsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapArtifacts(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Artifacts, ListAsync);
        api.MapPost(ApiPaths.Artifacts, CreateAsync);
        api.MapGet(ApiPaths.Artifacts + "/{artifact_id}", GetAsync);
        api.MapPut(ApiPaths.Artifacts + "/{artifact_id}", UpdateAsync);
        api.MapDelete(ApiPaths.Artifacts + "/{artifact_id}", DeleteAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().Tracking.Artifacts.ListAsync(query.List(TrackingFields.Artifacts), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(artifact => artifact.ToWire(hydrate)), ContractsJson.Wire.ResourcePageArtifactResource);
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Artifact>("artifact_id", mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().Tracking.Artifacts.GetAsync(id, http.RequestAborted), hydrate);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var artifact = new NewArtifact(
            body.RequiredText("name", TrackingRequests.ShortText), body.Boolean("has_custom_name") ?? false, body.TextList("tags"));
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Tracking.Artifacts.CreateAsync(artifact, http.RequestAborted));
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Artifact>("artifact_id", mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ArtifactUpdate
        {
            Name = body.Text("name", TrackingRequests.ShortText),
            HasCustomName = body.Boolean("has_custom_name"),
            AddTags = body.TextList("add_tags"),
            RemoveTags = body.TextList("remove_tags"),
        };
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Tracking.Artifacts.UpdateAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Artifact>(
        "artifact_id", (changing, id) => changing.Tracking.Artifacts.DeleteAsync(id, http.RequestAborted));

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Artifact>> change) =>
        http.ChangeAsync(change, (artifact, _) => artifact.ToWire(hydrate: true), ContractsJson.Wire.ArtifactResource);

    private static Task AnswerAsync(HttpContext http, Artifact artifact, bool hydrate) =>
        http.AnswerAsync(artifact.ToWire(hydrate), ContractsJson.Wire.ArtifactResource);
}
