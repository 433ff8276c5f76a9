using ZenML.Core;
using ZenML.Core.Access;
using ZenML.Core.Querying.Lookups;
using ZenML.Core.Resources;
using ZenML.Protocol.Extensions;
using ZenML.Protocol.Json;
using ZenML.Server.Http;
using ZenML.Server.Http.Changes;
using ZenML.Server.Http.Parsing;
using ZenML.Server.Http.Responses;

namespace ZenML.Server.Access;

/// <summary>Groups of accounts, for administrators: an extension of this server.</summary>
internal static class GroupsEndpoints
{
    private const string Part = "group_id";

    private const int Short = 255;

    private const int Long = 65_535;

    /// <summary>Adds the routes.</summary>
    public static void MapGroups(this IEndpointRouteBuilder api)
    {
        var group = ExtensionPaths.OfGroup($"{{{Part}}}");
        api.MapGet(ExtensionPaths.Groups, ListAsync);
        api.MapPost(ExtensionPaths.Groups, CreateAsync).WithMetadata(SmallBody.Instance);
        api.MapGet(group, GetAsync);
        api.MapPut(group, UpdateAsync).WithMetadata(SmallBody.Instance);
        api.MapDelete(group, DeleteAsync);
        api.MapGet(group + ExtensionPaths.GroupMembers, ListMembersAsync);
        api.MapPut(group + ExtensionPaths.GroupMembers, AddMemberAsync).WithMetadata(SmallBody.Instance);
        api.MapPost(group + ExtensionPaths.RemoveGroupMember, RemoveMemberAsync).WithMetadata(SmallBody.Instance);
    }

    private static async Task ListAsync(HttpContext http)
    {
        var query = new RequestQuery(http, new RequestMistakes());
        var page = await http.GetServices().Groups.ListAsync(query.List(GroupFields.All), http.RequestAborted);
        await http.AnswerAsync(page.ToWire(group => group.ToWire()), ContractsJson.Wire.ResourcePageGroupResource);
    }

    private static async Task CreateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var body = await RequestBody.ReadAsync(http, mistakes);
        var (name, description) = (body.RequiredText("name", Short), body.Text("description", Long) ?? "");
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Groups.CreateAsync(name, description, http.RequestAborted));
    }

    private static async Task GetAsync(HttpContext http)
    {
        var id = ReadId(http);
        var group = await http.GetServices().Groups.FindAsync(id.ToString(), LookupMode.Exact, http.RequestAborted);
        await http.AnswerAsync(group.ToWire(), ContractsJson.Wire.GroupResource);
    }

    private static async Task UpdateAsync(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Group>(Part, mistakes);
        var body = await RequestBody.ReadAsync(http, mistakes);
        var update = new GroupUpdate(body.Text("name", Short), body.Text("description", Long));
        mistakes.ThrowIfAny();
        await ChangeAsync(http, changing => changing.Groups.UpdateAsync(id, update, http.RequestAborted));
    }

    private static Task DeleteAsync(HttpContext http) =>
        http.DeleteAsync<Group>(Part, (changing, id) => changing.Groups.DeleteAsync(id, http.RequestAborted));

    private static async Task ListMembersAsync(HttpContext http)
    {
        var members = await http.GetServices().Groups.ListMembersAsync(ReadId(http), http.RequestAborted);
        await http.AnswerAsync(members.ToWire(), ContractsJson.Wire.GroupMembersBody);
    }

    private static Task AddMemberAsync(HttpContext http) =>
        ChangeMemberAsync(http, (groups, id, account, token) => groups.AddMemberAsync(id, account, token));

    private static Task RemoveMemberAsync(HttpContext http) =>
        ChangeMemberAsync(http, (groups, id, account, token) => groups.RemoveMemberAsync(id, account, token));

    private static async Task ChangeMemberAsync(
        HttpContext http, Func<IGroupsService, Id<Group>, string, CancellationToken, Task<GroupMembership>> change)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Group>(Part, mistakes);
        var account = (await RequestBody.ReadAsync(http, mistakes)).RequiredText("account");
        mistakes.ThrowIfAny();
        await http.ChangeAsync(
            changing => change(changing.Groups, id, account, http.RequestAborted),
            (membership, _) => membership.ToWire(),
            ContractsJson.Wire.GroupMembershipResource);
    }

    private static Task ChangeAsync(HttpContext http, Func<IServerServices, Task<Group>> change) =>
        http.ChangeAsync(change, (group, _) => group.ToWire(), ContractsJson.Wire.GroupResource);

    private static Id<Group> ReadId(HttpContext http)
    {
        var mistakes = new RequestMistakes();
        var id = http.PathId<Group>(Part, mistakes);
        mistakes.ThrowIfAny();
        return id;
    }
}
