using ZenML.Core;
using ZenML.Core.Accounts.Users;
using ZenML.Core.Resources;
using ZenML.Core.Stacks;
using ZenML.Core.Stacks.Components;
using ZenML.Core.Stacks.Configurations;
using ZenML.Core.Workspaces;
using ZenML.Protocol.Errors;
using ZenML.Protocol.Json;
using ZenML.Protocol.Paths;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Directories;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;
using ZenML.Server.Workspaces;

namespace ZenML.Server.Stacks;

/// <summary>Stacks: section 12 of the contract. Clients, not the server, decide which components a stack needs.</summary>
internal static class StacksEndpoints
{
    private const string IdPart = "stack_id";

    /// <summary>Adds the routes.</summary>
    public static void MapStacks(this IEndpointRouteBuilder api)
    {
        const string stack = $"{ApiPaths.Stacks}/{{{IdPart}}}";
        api.MapGet(ApiPaths.Stacks, http => ListAsync(http, null));
        api.MapGet(ApiPaths.InWorkspace + ApiPaths.Stacks, ListInWorkspaceAsync);
        api.MapPost(ApiPaths.InWorkspace + ApiPaths.Stacks, CreateAsync).WithMetadata(new ConflictClass(ErrorClass.StackExists));
        api.MapGet(stack, GetAsync);
        api.MapPut(stack, UpdateAsync).WithMetadata(new ConflictClass(ErrorClass.StackExists));
        api.MapDelete(stack, DeleteAsync);
    }

    private static async Task ListInWorkspaceAsync(HttpContext http) =>
        await ListAsync(http, await http.FindWorkspaceAsync(http.GetServices()));

    private static async Task ListAsync(HttpContext http, Workspace? workspace)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var hydrate = query.Hydrate(otherwise: false);
        var list = query.List(StackFields.All, "description");
        list.Workspace = workspace?.Id ?? list.Workspace;
        var page = await http.GetServices().Stacks.ListAsync(list, http.RequestAborted);
        var named = await LoadNamedAsync(http, page.Items, hydrate);
        await http.AnswerAsync(page.ToWire(stack => stack.ToWire(named, hydrate)), ContractsJson.Wire.ResourcePageStackResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var user = body.RequiredId<User>("user");
        var inWorkspace = body.RequiredId<Workspace>("workspace");
        var name = body.RequiredText("name", ResourceName.MaximumLength);
        body.Text("description", 255);
        var components = ReadComponents(body, mistakes) ?? [];
        mistakes.ThrowIfAny();

        var services = http.GetServices();
        var workspace = await http.FindWorkspaceAsync(services);
        OwnershipChecks.EnsureSameWorkspace(inWorkspace, workspace);
        http.EnsureCaller(user);
        var stack = new NewStack(workspace.Id, name, components) { AllowPartial = true };
        await ChangeAsync(http, changing => changing.Stacks.RegisterAsync(stack, http.RequestAborted));
    }

    private static async Task GetAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Stack>(IdPart, mistakes);
        var hydrate = new RequestQuery(http, mistakes).Hydrate(otherwise: true);
        mistakes.ThrowIfAny();
        await AnswerAsync(http, await http.GetServices().Stacks.GetAsync(id, http.RequestAborted), hydrate);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Stack>(IdPart, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new StackUpdate
        {
            Name = body.Text("name", ResourceName.MaximumLength), NewComponents = ReadComponents(body, mistakes), AllowPartial = true,
        };
        body.Text("description", 255);
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Stacks.UpdateAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) => http.DeleteAsync<Stack>(
        IdPart, (changing, id) => changing.Stacks.DeleteAsync(id, withComponents: false, http.RequestAborted));

    /// <remarks>The keys of the map must be valid types, but they are not compared with the types of the components.</remarks>
    private static List<Id<Component>>? ReadComponents(RequestBody body, RequestMistakes mistakes)
    {
        if (body.Map("components") is not { } map)
        {
            return null;
        }

        var ids = new List<Id<Component>>();
        foreach (var (type, value) in map)
        {
            if (!ComponentTypes.TryParse(type, out _))
            {
                mistakes.Add("body -> components -> __key__", "value is not a type of component (type=type_error.enum)");
                continue;
            }

            foreach (var item in value as ConfigurationList ?? new([value]))
            {
                if (item is ConfigurationText text && Id<Component>.TryParse(text.Text, out var id))
                {
                    ids.Add(id);
                }
                else
                {
                    mistakes.Add($"body -> components -> {type}", "value is not a valid uuid (type=type_error.uuid)");
                }
            }
        }

        return ids;
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Stack>> change) => http.ChangeAsync(
        change,
        (stack, named) => stack.ToWire(named, hydrate: true),
        ContractsJson.Wire.StackResource,
        (named, stack) => Collect(named, stack, hydrate: true));

    private static async Task AnswerAsync(HttpContext http, Stack stack, bool hydrate)
    {
        var named = await LoadNamedAsync(http, [stack], hydrate);
        await http.AnswerAsync(stack.ToWire(named, hydrate), ContractsJson.Wire.StackResource);
    }

    /// <summary>Loads the accounts of stacks and, if the response contains them, the workspaces.</summary>
    internal static Task<NamedLoader> LoadNamedAsync(HttpContext http, IEnumerable<Stack> stacks, bool hydrate)
    {
        var named = new NamedLoader();
        foreach (var stack in stacks)
        {
            Collect(named, stack, hydrate);
        }

        return named.LoadAsync(http);
    }

    private static void Collect(NamedLoader named, Stack stack, bool hydrate)
    {
        named.Add(stack.User).Add(hydrate ? stack.Workspace : null);
        foreach (var component in hydrate ? stack.Components : [])
        {
            named.Add(component.User);
        }
    }
}
