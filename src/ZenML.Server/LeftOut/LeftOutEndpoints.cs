using ZenML.Core.Errors;
using ZenML.Core.Querying;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Workspaces;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.LeftOut;

/// <summary>What clients of ZenML may ask for and this server does not have: section 36 of the contract.</summary>
internal static class LeftOutEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void MapLeftOut(this IEndpointRouteBuilder api)
    {
        foreach (var area in LeftOutArea.All)
        {
            api.MapGet(area.Path, http => ListAsync(http, area));
            api.MapGet(area.OnePath, http => RejectAsync(http, area));
            foreach (var (method, path) in area.ChangePaths)
            {
                api.MapMethods(path, [method], _ => RejectChangeAsync(area));
            }
        }
    }

    private static Task ListAsync(HttpContext http, LeftOutArea area)
    {
        var mistakes = new RequestMistakes();
        var query = new RequestQuery(http, mistakes);
        query.Hydrate(otherwise: false);
        foreach (var name in area.RequiredFilters.Where(name => query.Text(name) is null))
        {
            mistakes.Add($"query -> {name}", RequestBody.Required);
        }

        var list = query.List(FilterField.OfEveryResource);

        // The type of the items does not matter: the page has none.
        var page = new Page<WorkspaceResource>([], list.Page, list.Size, 0).EnsureInRange();
        return http.AnswerAsync(page.ToWire(item => item), ContractsJson.Wire.ResourcePageWorkspaceResource);
    }

    private static Task RejectAsync(HttpContext http, LeftOutArea area) => throw new ZenException(
        ErrorCode.NotFound, $"There is no {area.Noun} '{http.PathText("id")}': this server supports no {area.Noun}s.");

    private static Task RejectChangeAsync(LeftOutArea area) =>
        throw HttpFailure.Named(501, ErrorClass.NotImplemented, $"This server supports no {area.Noun}s.");
}
