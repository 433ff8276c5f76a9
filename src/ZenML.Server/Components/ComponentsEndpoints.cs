using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Querying;
using ZenML.Core.Resources;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Idempotency;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Components;

/// <summary>Stack components: section 11 of the contract.</summary>
internal static class ComponentsEndpoints
{
    private const string IdPart = "component_id";

    private static readonly ReplayByReading Reread = new(
        changed => ((Component)changed).Id.Value,
        async (http, id) =>
            await AnswerAsync(http, await http.GetServices().Components.RevealAsync(new(id), http.RequestAborted), hydrate: true));

    /// <summary>Adds the routes.</summary>
    public static void MapComponents(this IEndpointRouteBuilder api)
    {
        const string component = $"{ApiPaths.Components}/{{{IdPart}}}";
        object[] changes = [new ConflictClass(ErrorClass.ComponentExists), new InvalidStatus(422), Reread];
        api.MapGet(ApiPaths.ComponentTypes, http => http.AnswerAsync(ComponentTypes.WireNames, ContractsJson.Wire.IReadOnlyListString));
        api.MapGet(ApiPaths.Components, http => ListAsync(http, null));
        api.MapGet(ApiPaths.InWorkspace + ApiPaths.Components, ListInWorkspaceAsync);
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Components, CreateAsync).WithMetadata(changes);
        api.MapGet(component, GetAsync);
        api.MapPut(component, UpdateAsync).WithMetadata(changes);
        api.MapDelete(component, DeleteAsync);
    }

    private static async Task ListInWorkspaceAsync(HttpContext http) =>
        await ListAsync(http, await http.FindWorkspaceAsync(http.GetServices()));

    private static async Task ListAsync(HttpContext http, Workspace? workspace)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var list = Confine(query, query.List(ComponentFields.All), workspace);
        var components = http.GetServices().Components;
        var page = hydrate
            ? await components.ListRevealedAsync(list, http.RequestAborted)
            : await components.ListAsync(list, http.RequestAborted);
        var named = await LoadNamedAsync(http, page.Items, hydrate);
        await http.AnswerAsync(
            page.ToWire(component => component.ToWire(named, hydrate)), ContractsJson.Wire.ResourcePageComponentResource);
    }

    /// <remarks>By the contract, <c>scope_type</c> overrides a filter by stack. An unknown type matches no component.</remarks>
    private static ListQuery Confine(RequestQuery query, ListQuery list, Workspace? workspace)
    {
        list.Workspace = workspace?.Id ?? list.Workspace;
        if (query.Text("connector_id") is not null || (query.Text("scope_type") is { } name && !ComponentTypes.TryParse(name, out _)))
        {
            list.Workspace = new Id<Workspace>(Guid.Empty);
        }
        else if (ComponentTypes.TryParse(query.Text("scope_type"), out var type))
        {
            list.Type = type;
            list.Remove("stack_id");
        }

        return list;
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var user = body.RequiredId<User>("user");
        var inWorkspace = body.RequiredId<Workspace>("workspace");
        var name = body.Require("name") ? body.ComponentName() ?? "" : "";
        var type = body.Require("type") ? body.Type() ?? default : default;
        var flavor = body.RequiredText("flavor", ResourceName.MaximumLength);
        var configuration = body.RequiredMap("configuration");
        var labels = body.Labels();
        var connector = body.Id<object>("connector")?.Value;
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceAsync(services);
        OwnershipChecks.EnsureSameWorkspace(inWorkspace, workspace);
        ComponentBodies.EnsureNoConnector(connector);
        http.EnsureCaller(user);
        ComponentBodies.CheckName(type, name);
        var component = new NewComponent(workspace.Id, type, name, flavor, configuration)
        {
            Labels = labels ?? [], HasLabels = labels is not null, KeepsText = true,
        };
        await ChangeAsync(http, changing => changing.Components.RegisterAsync(component, http.RequestAborted));
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Component>(IdPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        var components = http.GetServices().Components;
        await AnswerAsync(
            http,
            hydrate
                ? await components.RevealAsync(id, http.RequestAborted)
                : await components.GetAsync(id, http.RequestAborted),
            hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Component>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new ComponentUpdate
        {
            Name = body.ComponentName(),
            Type = body.Type(),
            Flavor = body.Text("flavor", ResourceName.MaximumLength),
            NewConfiguration = body.Map("configuration"),
            KeepsText = true,
            NewLabels = body.Labels(),
            ClearLabels = body.Has("labels") && !body.HasValue("labels"),
        };
        var connector = body.Id<object>("connector")?.Value;
        mistakes.ThrowIfAny();

        ComponentBodies.EnsureNoConnector(connector);
        if (update.Name is { } name)
        {
            ComponentBodies.CheckName(update.Type, name);
        }

        await ChangeAsync(http, changing => changing.Components.UpdateRevealedAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Component>(
        IdPart, (changing, id) => changing.Components.DeleteAsync(id, http.RequestAborted));

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Component>> change) => http.ChangeAsync(
        change,
        (component, named) => component.ToWire(named, hydrate: true),
        ContractsJson.Wire.ComponentResource,
        (named, component) => named.Add(component.User).Add(component.Workspace));

    private static async Task AnswerAsync(HttpContext http, Component component, bool hydrate)
    {
        var named = await LoadNamedAsync(http, [component], hydrate);
        await http.AnswerAsync(component.ToWire(named, hydrate), ContractsJson.Wire.ComponentResource);
    }

    private static Task<NamedLoader> LoadNamedAsync(HttpContext http, IEnumerable<Component> components, bool hydrate)
    {
        var named = new NamedLoader();
        foreach (var component in components)
        {
            named.Add(component.User).Add(hydrate ? component.Workspace : null);
        }

        return named.LoadAsync(http);
    }
}
