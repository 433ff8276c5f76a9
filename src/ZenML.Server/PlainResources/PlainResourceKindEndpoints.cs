using ZenML.Core;
using ZenML.Core.PlainResources;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Idempotency;
using ZenML.Server.Tracking;
using ZenML.Server.Workspaces;

namespace ZenML.Server.PlainResources;

/// <summary>The endpoints of one kind of plain resources, as its description says.</summary>
internal sealed class PlainResourceKindEndpoints(PlainResourceKind kind)
{
    private readonly string idPart = $"{kind.Word}_id";

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder api)
    {
        var collection = $"/{kind.Collection}";
        var one = $"{collection}/{{{idPart}}}";

        // What is encrypted in the database is not stored a second time with a remembered answer.
        object[] changes = kind.HasSealedFields
            ? [new ReplayByReading(changed => ((PlainResource)changed).Id.Value, (http, id) => AnswerAsync(http, new(id), hydrate: true))]
            : [];
        api.MapGet(collection, http => ListAsync(http, null));
        api.MapPost(ApiPaths.InWorkspace + collection, CreateAsync).WithMetadata(changes);
        api.MapGet(one, GetAsync);
        api.MapDelete(one, DeleteAsync);
        if (kind.IsListedInWorkspaces)
        {
            api.MapGet(ApiPaths.InWorkspace + collection, async http =>
                await ListAsync(http, (await http.FindWorkspaceAsync(http.GetServices())).Id));
        }

        if (kind.CanChange)
        {
            api.MapPut(one, UpdateAsync).WithMetadata(changes);
        }
    }

    private async Task ListAsync(HttpContext http, Id<Workspace>? workspace)
    {
        var mistakes = new RequestMistakes();
        var query = new RequestQuery(http, mistakes);
        var hydrate = query.Hydrate(otherwise: false) || kind.IsAlwaysHydrated;
        CheckValuesWithoutOperators(query);
        var list = query.List(kind.Filters);
        list.Workspace = workspace ?? list.Workspace;
        var page = await http.GetServices().PlainResources(kind).ListAsync(list, hydrate, http.RequestAborted);
        var named = await new NamedLoader().AddAll(page.Items, PlainResourceWire.Add).LoadAsync(http);
        await http.AnswerAsync(200, page.ToJson(named, hydrate));
    }

    /// <remarks>
    /// The contract takes booleans and numbers of these resources without operators, and calls anything else a wrong type.
    /// </remarks>
    private void CheckValuesWithoutOperators(RequestQuery query)
    {
        foreach (var filter in kind.Filters)
        {
            if (filter.Type == FilterFieldType.Boolean)
            {
                query.Boolean(filter.Name, otherwise: false);
            }
            else if (filter.Type == FilterFieldType.Integer)
            {
                query.Integer(filter.Name, int.MinValue);
            }
        }
    }

    private async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<PlainResource>(idPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, id, hydrate || kind.IsAlwaysHydrated);
    }

    private async Task AnswerAsync(HttpContext http, Id<PlainResource> id, bool hydrate)
    {
        var resource = await http.GetServices().PlainResources(kind).GetAsync(id, hydrate, http.RequestAborted);
        await http.AnswerAsync(200, resource.ToJson(await new NamedLoader().Add(resource).LoadAsync(http), hydrate));
    }

    private async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var resource = new NewPlainResource
        {
            Workspace = body.Workspace(),
            User = body.Owner(),
            Name = kind.HasName ? body.RequiredText("name", PlainField.ShortText) : null,
            Values = kind.ReadValues(body, isNew: true),
        };
        mistakes.ThrowIfAny();
        if (kind.FindMistake(resource.Values) is { } mistake)
        {
            mistakes.Add("body -> __root__", $"{mistake} (type=value_error)");
            mistakes.ThrowIfAny();
        }

        await http.EnsureWorkspaceAsync(resource.Workspace);
        await ChangeAsync(http, changing => changing.PlainResources(kind).CreateAsync(resource, http.RequestAborted));
    }

    private async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<PlainResource>(idPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var name = kind.HasName ? body.Text("name", PlainField.ShortText) : null;
        var values = kind.ReadValues(body, isNew: false);
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.PlainResources(kind).UpdateAsync(id, name, values, http.RequestAborted));
    }

    private Task DeleteAsync(HttpContext http) => http.DeleteAsync<PlainResource>(
        idPart, (changing, id) => changing.PlainResources(kind).DeleteAsync(id, http.RequestAborted));

    private static async Task ChangeAsync(HttpContext http, Func<IServerServices, Task<PlainResource>> change)
    {
        var (_, json) = await http.PrepareChangeAsync(
            change, (resource, named) => resource.ToJson(named, hydrate: true), (named, resource) => named.Add(resource));
        await http.AnswerAsync(200, json);
    }
}
