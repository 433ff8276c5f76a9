using ZenML.Core.Querying;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Protocol.Workspaces;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.CodeRepositories;

/// <summary>Code repositories. There are never any, but clients list them for pipeline runs.</summary>
internal static class CodeRepositoriesEndpoints
{
    private static readonly FilterField[] Fields =
        [.. FilterField.OfEveryResource, new("workspace_id", FilterFieldType.Uuid), new("user_id", FilterFieldType.Uuid)];

    /// <summary>Adds the routes.</summary>
    public static void MapCodeRepositories(this IEndpointRouteBuilder api) => api.MapGet(ApiPaths.CodeRepositories, ListAsync);

    private static Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        query.Hydrate(otherwise: false);
        var list = query.List(Fields);

        // An empty page has no items, so their type does not matter.
        var page = new Page<WorkspaceResource>([], list.Page, list.Size, 0).EnsureInRange();
        return http.AnswerAsync(page.ToWire(item => item), ContractsJson.Wire.ResourcePageWorkspaceResource);
    }
}
