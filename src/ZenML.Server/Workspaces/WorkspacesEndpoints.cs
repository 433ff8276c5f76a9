using ZenML.Core;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Workspaces;

/// <summary>Workspaces: section 8 of the contract.</summary>
internal static class WorkspacesEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        api.MapGet(ApiPaths.Workspaces, ListAsync);
        api.MapPost(ApiPaths.Workspaces, CreateAsync).WithMetadata(SmallBody.Instance);
        api.MapGet(ApiPaths.InWorkspace, GetAsync);
        api.MapPut(ApiPaths.InWorkspace, UpdateAsync).WithMetadata(SmallBody.Instance);
        api.MapDelete(ApiPaths.InWorkspace, DeleteAsync);
        api.MapGet(ApiPaths.InWorkspace + ApiPaths.Statistics, CountAsync);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var page = await http.GetServices().Workspaces.ListAsync(query.List(WorkspaceFields.All), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(workspace => workspace.ToWire(hydrate)), ContractsJson.Wire.ResourcePageWorkspaceResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = body.RequiredText("name", 255);
        var description = body.Text("description", 255) ?? "";
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Workspaces.CreateAsync(name, description, http.RequestAborted));
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.FindWorkspaceAsync(http.GetServices()), hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Workspace>(WorkspacePath.Part, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new WorkspaceUpdate { Name = body.Text("name", 255), Description = body.Text("description", 255) };
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Workspaces.UpdateAsync(id, update, http.RequestAborted));
    }

    private static async Task DeleteAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();

        // An extension, like the counts below: the contract's clients use neither.
        var force = new RequestQuery(http, mistakes).Boolean("force", otherwise: false);
        mistakes.ThrowIfAny();
        var workspace = await http.FindWorkspaceAsync(http.GetServices());
        await http.ChangeAsync(changing => changing.Workspaces.DeleteAsync(workspace.Id, force, http.RequestAborted));
    }

    private static async Task CountAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var ofOthers = new RequestQuery(http, mistakes).Boolean("secrets_of_others", otherwise: false);
        mistakes.ThrowIfAny();
        var services = http.GetServices();
        var workspace = await http.FindWorkspaceAsync(services);
        var counts = await services.Workspaces.CountAsync(workspace.Id, http.RequestAborted);
        await http.AnswerAsync(counts.ToWire(ofOthers), ContractsJson.Wire.WorkspaceStatistics);
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Workspace>> change) =>
        http.ChangeAsync(change, (workspace, _) => workspace.ToWire(hydrate: true), ContractsJson.Wire.WorkspaceResource);

    private static Task AnswerAsync(HttpContext http, Workspace workspace, bool hydrate) =>
        http.AnswerAsync(workspace.ToWire(hydrate), ContractsJson.Wire.WorkspaceResource);
}
